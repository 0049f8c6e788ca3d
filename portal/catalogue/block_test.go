package catalogue_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"changban/portal/catalogue"
)

// TestOverlaysBringBlocks: every blocks.yaml of an overlay in the repository is
// read with a definition that uses it.
func TestOverlaysBringBlocks(t *testing.T) {
	s := service(t, load(t, os.DirFS(sound)), "stove-aid")
	if f, ok := s.Field("stove_age"); !ok || f.Most != "80" || f.Group != "home" {
		t.Errorf("field of the overlay's block: %+v", f)
	}
	if step, ok := s.StepOf("stove_age"); !ok || step.ID != "stove_age" {
		t.Error("step of the overlay's block")
	}
	err := fs.WalkDir(os.DirFS("../.."), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			return fs.SkipDir
		}
		known := name == "portal/catalogue/blocks.yaml" || name == "portal/catalogue/"+sound+"/blocks.yaml"
		if err == nil && d.Name() == "blocks.yaml" && !known {
			if found := catalogue.Check(catalogue.Embedded(), words(t), os.DirFS("../../"+strings.TrimSuffix(name, "/blocks.yaml"))); len(found) > 0 {
				t.Errorf("%s:\n%v", name, found)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAnOverlayReplacesABlockWhole, for every service that uses it.
func TestAnOverlayReplacesABlockWhole(t *testing.T) {
	raw, err := fs.ReadFile(catalogue.Embedded(), "blocks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(raw), "max: 120", "max: 90", 1)
	c := load(t, fstest.MapFS{"blocks.yaml": {Data: []byte(changed)}})
	if f, _ := service(t, c, "nursing-subsidy").Field("residence_address"); f.Max != 90 {
		t.Errorf("address of %d characters", f.Max)
	}
}

// TestProblemsInBlocksStandAtTheirUse: whoever reads the problem looks at the
// definition, where the block is one line.
func TestProblemsInBlocksStandAtTheirUse(t *testing.T) {
	raw, err := fs.ReadFile(os.DirFS(sound), "blocks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	definition, err := fs.ReadFile(os.DirFS(sound), stoveAid)
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(definition), "  - {block: stove}")
	line := 1 + strings.Count(before, "\n")
	for change, says := range map[[2]string]string{
		{"type: radio", "type: wheel"}:         `"wheel" is none of`,
		{"options: [coal, gas, none]", "b: 1"}: "field b not found",
		{`least: "0"`, `least: "90"`}:          "no number is at least 90",
		{"stove_kind in [coal, gas]", "a = b"}: "not of the form",
	} {
		tree := fstest.MapFS{
			stoveAid:      {Data: definition},
			"blocks.yaml": {Data: []byte(strings.Replace(string(raw), change[0], change[1], 1))},
		}
		hit := false
		for _, p := range catalogue.Check(catalogue.Embedded(), words(t), tree) {
			hit = hit || p.File == stoveAid && p.Line == line && strings.Contains(p.Reason, says)
		}
		if !hit {
			t.Errorf("nothing says %q at line %d", says, line)
		}
	}
	torn := catalogue.Check(catalogue.Embedded(), words(t), fstest.MapFS{"blocks.yaml": {Data: []byte("who:\n  fields: [")}})
	if len(torn) == 0 || torn[0].File != "blocks.yaml" || torn[0].Line == 0 {
		t.Errorf("a torn file of blocks: %v", torn)
	}
}
