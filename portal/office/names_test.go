package office_test

import (
	"strings"
	"testing"

	"changban/locales"
	"changban/mongol"
	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/office"
)

// TestNamesInEveryLanguage: the Chinese of place.* and unit.* is that of the
// tables, and every place of the region, every street and every unit has a name
// in every language. Communities of Donghe keep their Chinese names.
func TestNamesInEveryLanguage(t *testing.T) {
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	places, err := office.LoadPlaces()
	if err != nil {
		t.Fatal(err)
	}
	tree, err := office.LoadTree(places, true)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, l := range places.All() {
		if !strings.HasPrefix(string(l.Code), "15") {
			continue
		}
		for _, code := range places.Path(l.Code) {
			names["place."+string(code)] = places.Name(code)
		}
		for _, a := range places.Areas(l.Code) {
			names["place."+a.Code] = a.Name
		}
	}
	for _, u := range tree.All() {
		names["unit."+u.ID] = u.Name
	}
	for id, chinese := range names {
		for _, l := range words.Languages() {
			if !words.Localizer(l.Tag).Names(id, chinese) {
				t.Errorf("%s: %s (%s) has no name", l.Tag, id, chinese)
			}
		}
	}
	for _, id := range append(words.IDs("place."), words.IDs("unit.")...) {
		_, ofCommunity := places.Area(strings.TrimPrefix(id, "place."))
		if names[id] == "" && !ofCommunity {
			t.Errorf("%s names nothing", id)
		}
	}
}

func TestPath(t *testing.T) {
	places, err := office.LoadPlaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range places.All() {
		full := ""
		for _, code := range places.Path(l.Code) {
			full += places.Name(code)
		}
		if full != l.Full() {
			t.Errorf("%s: %s, want %s", l.Code, full, l.Full())
		}
	}
	for code, want := range map[portal.Place]int{"150000": 1, "150200": 2, "150202": 3, "110101": 2, "nowhere": 1} {
		if got := places.Path(code); len(got) != want {
			t.Errorf("%s: %v", code, got)
		}
	}
}

func TestPlacesAreFoundByTheirMongolianNames(t *testing.T) {
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	places, err := office.LoadPlaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range words.Languages() {
		places = places.Called(func(code portal.Place, chinese string) string {
			return words.Localizer(l.Tag).Named("place."+string(code), chinese)
		})
	}
	script := mongol.FromLatin
	for typed, want := range map[string]string{
		"Дунхэ дүүрэг": "150202",
		"дунхэ":        "150202",
		"Бугат хот, Дунхэ дүүрэг":              "150202",
		script("düngĥē toγoriγ"):               "150202",
		script("eriyen quda"):                  "152501", // of the same shape
		script("öbör mongγol buγutu köndelen"): "",       // half a name behind others is not guessed
		script("sili-yin qota"):                "152502",
		"Шилийн\u202Fхот":                      "152502",
		"Уд":                                   "150304",
		"東":                                    "",
		"Я":                                    "",
		"Атлантис":                             "",
		"东河":                                   "150202",
	} {
		found := places.Find(typed)
		if len(found) == 0 && want != "" || len(found) > 0 && string(found[0]) != want {
			t.Errorf("%s: %v, want %s", typed, found, want)
		}
	}
	if got := places.Find("Бугат хот"); len(got) != 9 {
		t.Errorf("a city gives its districts and banners: %v", got)
	}
}

// Every office that a definition names as leading is a unit of ours, so that it
// has a name in every language.
func TestLeadingOfficesAreUnits(t *testing.T) {
	words, err := catalogue.ReadWords(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	all, err := catalogue.Load(catalogue.Embedded(), words)
	if err != nil {
		t.Fatal(err)
	}
	places, _ := office.LoadPlaces()
	tree, _ := office.LoadTree(places, false)
	for _, s := range all.All() {
		for _, d := range s.Departments {
			for _, text := range d.Lead {
				if !tree.Ending(d.Place, text).Known() {
					t.Errorf("%s: %s of %s is no unit", s.ID, text, d.Place)
				}
			}
		}
	}
}
