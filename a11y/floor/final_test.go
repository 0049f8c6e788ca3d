//go:build floor

package floor_test

import (
	"os"
	"testing"

	"changban/a11y/floor"
)

// TestFloor runs last in make test, behind a build tag because any other run
// has counted only a part.
func TestFloor(t *testing.T) {
	least, err := floor.ReadFile("../floor.tsv")
	if err != nil {
		t.Fatal(err)
	}
	counted, err := floor.ReadFile(os.Getenv(floor.Env))
	if err != nil {
		t.Fatalf("nothing was counted: %v", err)
	}
	t.Logf("step %d\n%s", least["step"], floor.Table(counted, least))
	for _, part := range floor.Short(counted, least) {
		t.Errorf("%s: %d, the floor is %d", part, counted[part], least[part])
	}
}
