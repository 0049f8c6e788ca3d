//go:build floor

package floor_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"changban/a11y"
	"changban/a11y/floor"
)

// TestFloor runs last in make test, behind a build tag because any other run
// has counted only a part.
func TestFloor(t *testing.T) {
	least, counted, all := whole(t)
	t.Logf("step %d\n%s\n%s", least["step"], floor.Table(counted.Lines(), least), floor.Summary(all, counted))
	for _, part := range floor.Short(counted, least) {
		t.Errorf("%s: %d, the floor is %d", part, counted[part], least[part])
	}
	t.Log(floor.Coverage(all, counted, least["step"]))
	for _, q := range floor.Missing(all, counted, least["step"]) {
		t.Error(q)
	}
}

func whole(t *testing.T) (least, counted floor.Parts, all []a11y.Requirement) {
	t.Helper()
	least, err := floor.ReadFile("../floor.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if counted, err = floor.ReadFile(os.Getenv(floor.Env)); err != nil {
		t.Fatalf("nothing was counted: %v", err)
	}
	if all, err = a11y.Requirements(); err != nil {
		t.Fatal(err)
	}
	return least, counted, all
}

// TestWriteResult writes the result that the statement is made of; only make
// proof-full and make result set the variable, after a run of the whole proof.
func TestWriteResult(t *testing.T) {
	path := os.Getenv("PORTAL_RESULT")
	if path == "" {
		t.Skip("no result is asked for")
	}
	least, counted, all := whole(t)
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	verdicts := floor.Verdicts(all, counted, least["step"])
	if err := floor.WriteResult(file, append(origin(t), counts(counted)...), verdicts); err != nil {
		t.Error(err)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
	t.Log(floor.Summary(all, counted))
}

// origin is when, what and with what.
func origin(t *testing.T) []floor.Fact {
	zone := time.FixedZone("", 8*60*60)
	return []floor.Fact{
		{"day", time.Now().In(zone).Format(time.DateOnly)},
		{"commit", strings.TrimSpace(output("git", "rev-parse", "--short=7", "HEAD"))},
		{"axe-core", engine(t, "axe-core")},
		{"equal-access", engine(t, "accessibility-checker-engine")},
		{"html-validate", engine(t, "html-validate")},
		{"chromium", version("chromium")},
		{"firefox", version("firefox-esr", "firefox")},
		{"orca", version("orca")},
	}
}

// counts are sums of the run under the names that the statement reads.
func counts(counted floor.Parts) []floor.Fact {
	facts := []floor.Fact{
		{"routes", number(counted["routes with fixture"])},
		{"states", number(counted["pages.audit"])},
	}
	for _, name := range []string{"shapes", "rows", "rules", "violations"} {
		if n, is := counted["proof."+name]; is {
			facts = append(facts, floor.Fact{Name: name, Value: strconv.Itoa(n)})
		}
	}
	return facts
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func engine(t *testing.T, name string) string {
	t.Helper()
	var pack struct{ Dependencies map[string]string }
	text, err := os.ReadFile("../tools/package.json")
	if err == nil {
		err = json.Unmarshal(text, &pack)
	}
	if err != nil {
		t.Fatal(err)
	}
	return pack.Dependencies[name]
}

var digits = regexp.MustCompile(`\d+(\.\d+)*`)

// version asks the first of the programs that is installed; "" when none is.
func version(programs ...string) string {
	for _, program := range programs {
		if v := digits.FindString(output(program, "--version")); v != "" {
			return v
		}
	}
	return ""
}

func output(program string, args ...string) string {
	text, err := exec.Command(program, args...).Output()
	if err != nil {
		return ""
	}
	return string(text)
}
