package catalogue

import (
	"errors"
	"io/fs"
	"maps"

	"go.yaml.in/yaml/v4"

	"changban/portal/field"
)

// listsFile holds the lists an office supplies, such as the banks it pays to:
// a name and the ids of its entries. The words of an entry are those of an option
// of the field, in locales/{tag}/question.json of the same folder.
const listsFile = "lists.yaml"

// readLists reads the lists of the overlays; a later one replaces a list whole.
func readLists(overlays []fs.FS) (map[string][]string, Problems) {
	lists, found := map[string][]string{}, Problems{}
	for _, o := range overlays {
		raw, err := fs.ReadFile(o, listsFile)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		one := map[string][]string{}
		if err == nil {
			err = yaml.Load(raw, &one)
		}
		if err != nil {
			found = append(found, yamlProblems(listsFile, err)...)
		}
		maps.Copy(lists, one)
	}
	return lists, found
}

// choose turns fields whose list is there into a choice. Without it they stay
// text fields with examples.
func (s *Service) choose(lists map[string][]string) {
	for i, f := range s.Fields {
		if options := lists[f.OptionsFrom]; f.OptionsFrom != "" && len(options) > 0 {
			s.Fields[i].Type, s.Fields[i].Options, s.Fields[i].Max = field.Radio, options, 0
		}
	}
}
