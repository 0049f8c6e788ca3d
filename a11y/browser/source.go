package browser

import (
	"os"
	"strings"
	"testing"
)

// MeasureScript is an expression that gives the functions of measure.js, for a
// second engine.
func MeasureScript() string { return strings.TrimSpace(measureJS) }

// AxeScript is the source of axe-core, for a second engine.
func AxeScript(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile(engine(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}
