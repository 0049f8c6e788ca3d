package catalogue

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Load reads the definitions of base and lays overlays over them, each a folder
// services/*.yaml + locales/{tag}/services/*.json + lists.yaml. A definition of an overlay
// takes the place of the one with the same id. Everything is checked; the error
// is of type Problems.
func Load(base fs.FS, words WordSource, overlays ...fs.FS) (*Catalogue, error) {
	c, found := read(base, words, overlays)
	if len(found) > 0 {
		return nil, found
	}
	return c, nil
}

// Check reads as Load does and returns every problem.
func Check(base fs.FS, words WordSource, overlays ...fs.FS) Problems {
	_, found := read(base, words, overlays)
	return found
}

// document is one definition file: the tree is kept for its line numbers.
type document struct {
	file    string
	tree    *yaml.Node
	service *Service
}

func read(base fs.FS, words WordSource, overlays []fs.FS) (*Catalogue, Problems) {
	shared, found := readBlocks(append([]fs.FS{base}, overlays...)...)
	documents, problems := readLayer(base, shared)
	found = append(found, problems...)
	source := layered{below: words}
	for _, o := range overlays {
		over, problems := readLayer(o, shared)
		maps.Copy(documents, over)
		found = append(found, problems...)
		_, problems = announcements(o)
		found = append(found, problems...)
		w, problems := readWords(o, "locales")
		source.over = append(source.over, w)
		found = append(found, problems...)
	}
	lists, problems := readLists(overlays)
	found = append(found, problems...)
	c := &Catalogue{}
	for _, id := range slices.Sorted(maps.Keys(documents)) {
		d := documents[id]
		d.service.choose(lists)
		d.service.take(source.ServiceWords(d.service.ID))
		found = append(found, d.check(documents)...)
		if err := d.service.seal(); err != nil {
			found = append(found, Problem{d.file, 0, err.Error()})
		}
		c.services = append(c.services, d.service)
	}
	slices.SortStableFunc(found, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return c, found
}

// readLayer reads services/*.yaml of one folder. A file that cannot be read is a
// problem; the others are still checked.
func readLayer(fsys fs.FS, shared blocks) (map[string]document, Problems) {
	documents, found := map[string]document{}, Problems{}
	files, err := fs.Glob(fsys, "services/*.yaml")
	if err != nil {
		found = append(found, Problem{"services", 0, err.Error()})
	}
	for _, file := range files {
		d, problems := readDocument(fsys, file, shared)
		found = append(found, problems...)
		if len(problems) == 0 {
			documents[strings.TrimSuffix(path.Base(file), ".yaml")] = d
		}
	}
	return documents, found
}

func readDocument(fsys fs.FS, file string, shared blocks) (document, Problems) {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return document{}, Problems{{file, 0, err.Error()}}
	}
	d := document{file: file, service: &Service{}, tree: &yaml.Node{}}
	if err := yaml.Load(raw, d.tree); err != nil {
		return document{}, yamlProblems(file, err)
	}
	if found := shared.expand(file, d.tree); len(found) > 0 {
		return document{}, found
	}
	if err := d.tree.Load(d.service, yaml.WithKnownFields()); err != nil {
		return document{}, yamlProblems(file, err)
	}
	return d, nil
}

// line finds the line of an element by keys and indexes; the nearest element
// above answers for what is not written.
func (d document) line(at ...any) int {
	n := d.tree
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	for _, step := range at {
		next := child(n, step)
		if next == nil {
			break
		}
		n = next
	}
	return n.Line
}

func child(n *yaml.Node, step any) *yaml.Node {
	switch key := step.(type) {
	case int:
		if n.Kind == yaml.SequenceNode && key < len(n.Content) {
			return n.Content[key]
		}
	case string:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == key {
				return n.Content[i+1]
			}
		}
	}
	return nil
}
