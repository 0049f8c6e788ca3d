package floor

import (
	"testing"
	"time"
)

// proved marks the lines of the counts file that tell of checks.
const proved = "check "

// Prove notes that a check was seen green on a page of ours and red on its
// mutant. Names are those of a11y/requirements.tsv: a requirement is covered
// when all its checks were proved in the same run.
func Prove(t testing.TB, check string) {
	t.Helper()
	Count(t, proved+check, 1)
}

// seconds marks the lines of the counts file that tell how long a part took.
const seconds = "seconds "

// Part notes how long a part of the proof takes, from now to the end of the
// test, in whole seconds: make test prints minutes by part.
func Part(t testing.TB, name string) {
	t.Helper()
	began := time.Now()
	t.Cleanup(func() { Count(t, seconds+name, int(time.Since(began).Seconds()+0.5)) })
}
