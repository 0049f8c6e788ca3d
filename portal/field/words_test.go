package field_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"changban/locales"
)

// sayable lists what Read and Check can say of each kind of field.
var sayable = map[string]string{
	"text":        "empty too_long differs same",
	"name":        "empty too_long letters differs same",
	"textarea":    "empty too_long",
	"address":     "empty too_long",
	"tel":         "empty too_long abroad characters area_code unknown short long differs same",
	"account":     "empty too_long characters short long differs same",
	"idcard":      "empty too_long length old birth future characters checksum differs same",
	"cardno":      "empty too_long length only_id birth future characters checksum category level suffix other_person differs same",
	"date":        "empty year_empty year_range year_characters month_empty month_range month_characters day_empty day_range day_characters no_such_day past future",
	"month":       "empty year_empty year_range year_characters month_empty month_range month_characters past future",
	"radio":       "empty unknown differs same",
	"multiselect": "empty unknown too_few voice_only",
	"checkbox":    "empty",
	"place":       "empty name_empty unknown many several unknown_choice differs same",
	"number":      "empty characters decimals small large exact",
	"money":       "empty characters decimals small large exact",
	"percent":     "empty characters decimals small large exact",
	"list":        "empty too_few too_many",
	"institution": "empty unknown name_empty name_long differs same",
	"area":        "empty unknown name_empty name_long community_empty community_long",
}

func TestEveryProblemHasWords(t *testing.T) {
	words := map[string]bool{}
	files, _ := fs.Glob(locales.Files(), "zh-Hans/*.json")
	for _, file := range files {
		raw, err := fs.ReadFile(locales.Files(), file)
		entries := map[string]json.RawMessage{}
		if err == nil {
			err = json.Unmarshal(raw, &entries)
		}
		if err != nil {
			t.Fatal(file, err)
		}
		for id := range entries {
			words[id] = true
		}
	}
	for kind, names := range sayable {
		for _, name := range strings.Fields(names) {
			if !words["field."+kind+"."+name] {
				t.Errorf("no words: field.%s.%s", kind, name)
			}
		}
	}
}
