package office

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"changban/portal"
)

func tree(t *testing.T, demo bool) Tree {
	t.Helper()
	tr, err := LoadTree(places(t), demo)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestReceivingAndDeciding(t *testing.T) {
	demo, plain := tree(t, true), tree(t, false)
	for _, tc := range []struct {
		name string
		get  func() (Unit, error)
		want string
	}{
		{"Donghe receives at the demo window", func() (Unit, error) { return demo.Receiving("150202") }, "donghe-window"},
		{"Erenhot too", func() (Unit, error) { return demo.Receiving("152501") }, "erenhot-window"},
		{"outside demo at the service office", func() (Unit, error) { return plain.Receiving("150202") }, "donghe-government-service"},
		{"or where there is none at civil affairs", func() (Unit, error) { return plain.Receiving("152501") }, "erenhot-civil-affairs"},
		{"elsewhere outside", func() (Unit, error) { return demo.Receiving("130102") }, "outside:130102"},
		{"civil affairs decide", func() (Unit, error) { return demo.Deciding("152501", KindCivilAffairs) }, "erenhot-civil-affairs"},
		{"federation", func() (Unit, error) { return demo.Deciding("150202", KindFederation) }, "donghe-federation"},
		{"a kind the county lacks", func() (Unit, error) { return demo.Deciding("152501", KindGovernmentService) }, "erenhot-civil-affairs"},
		{"the city's federation above Donghe", func() (Unit, error) { return plain.Deciding("150202", KindHigherFederation) }, "baotou-federation"},
		{"the league's above Erenhot", func() (Unit, error) { return plain.Deciding("152501", KindHigherFederation) }, "xilingol-federation"},
		{"the league itself", func() (Unit, error) { return plain.Deciding("152500", KindHigherFederation) }, "xilingol-federation"},
		{"none above another place", func() (Unit, error) { return demo.Deciding("610116", KindHigherFederation) }, "outside:610116"},
		{"outside decides", func() (Unit, error) { return demo.Deciding("610116", KindFederation) }, "outside:610116"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.get()
			if err != nil || got.ID != tc.want {
				t.Errorf("got %q, %v, want %q", got.ID, err, tc.want)
			}
		})
	}
	if _, err := demo.Receiving("000000"); !portal.Is(err, portal.KindNotFound) {
		t.Errorf("no place: %v", err)
	}
	if got := demo.Windows("152501"); len(got) != 2 {
		t.Errorf("windows of Erenhot: %v", got)
	}
	if !demo.Serves("150202") || demo.Serves("130102") {
		t.Error("Serves mistakes a place")
	}
}

func TestOutside(t *testing.T) {
	demo, plain := tree(t, true), tree(t, false)
	u, err := demo.Unit("outside:130102")
	if err != nil || u.Name != "石家庄市长安区民政局" || !u.Demo || !u.Outside || u.Phone == "" {
		t.Errorf("demo row: %+v, %v", u, err)
	}
	u, err = plain.Unit("outside:130102")
	if err != nil || u.Name != "河北省石家庄市长安区" || u.Demo || !u.Outside || u.Phone != "" || u.Kind != KindCivilAffairs {
		t.Errorf("without row: %+v, %v", u, err)
	}
	for _, id := range []string{"outside:", "outside:999999", "outside:150200", "nowhere", "", "outside:13010"} {
		if _, err := demo.Unit(id); !portal.Is(err, portal.KindNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if got := demo.Name("closed-office"); got != "closed-office" {
		t.Errorf("unknown id shows %q", got)
	}
}

func TestTree(t *testing.T) {
	demo, plain := tree(t, true), tree(t, false)
	for _, tc := range []struct {
		id, ancestor string
		want         bool
	}{
		{"donghe-window", "donghe-window", true},
		{"donghe-window", "donghe-civil-affairs", true},
		{"donghe-window", "donghe", true},
		{"donghe", "donghe-window", false},
		{"donghe-window", "erenhot", false},
		{"", "donghe", false},
		{"donghe", "", false},
		{"nowhere", "donghe", false},
	} {
		if got := demo.Within(tc.id, tc.ancestor); got != tc.want {
			t.Errorf("%q within %q: %v", tc.id, tc.ancestor, got)
		}
	}
	if got := demo.Below("donghe-civil-affairs"); !slices.Equal(got, []string{"donghe-civil-affairs", "donghe-window"}) {
		t.Errorf("below: %v", got)
	}
	if got := demo.Children("erenhot-agriculture"); len(got) != 1 || got[0].ID != "erenhot-rural" {
		t.Errorf("children: %v", got)
	}
	if got := demo.Children(""); got != nil {
		t.Errorf("children of nothing: %v", got)
	}
	if len(demo.All())-len(plain.All()) != 16 { // per county a window and seven institutions
		t.Errorf("%d units with demo, %d without", len(demo.All()), len(plain.All()))
	}
}

// A person chooses among them; the demo has enough of each kind to choose from.
func TestInstitutions(t *testing.T) {
	demo, plain := tree(t, true), tree(t, false)
	for kind, want := range map[UnitKind]int{KindAssessment: 2, KindRehab: 2, KindFitting: 1, KindCare: 1, KindSchool: 1} {
		for _, place := range []portal.Place{"150202", "152501"} {
			got := demo.Institutions(place, kind)
			for _, u := range got {
				if !strings.HasPrefix(u.Name, "演示") || !u.Demo || !u.Kind.Institution() || u.Place != place {
					t.Errorf("%+v is no invented institution of %s", u, place)
				}
			}
			if len(got) != want || plain.Institutions(place, kind) != nil {
				t.Errorf("%s of %s: %v", kind, place, got)
			}
		}
	}
	if KindFederation.Institution() || demo.Institutions("610116", KindRehab) != nil {
		t.Error("an institution where there is none")
	}
}

// No number that could be somebody's, and nothing invented outside the demo.
func TestNumbersAreInventedOrMissing(t *testing.T) {
	for _, u := range tree(t, false).All() {
		if u.Phone != "" || u.Address != "" || u.Demo {
			t.Errorf("%s has details no source gives: %+v", u.ID, u)
		}
	}
	for _, u := range append(tree(t, true).All(), tree(t, true).outside["130102"]) {
		if u.Phone != "" && (!u.Demo || !strings.Contains(u.Phone, "-000-000")) {
			t.Errorf("%s: %s might be a real number", u.ID, u.Phone)
		}
	}
	h := DefaultHotlines()
	if h.Or("") != "12345" || h.Or("0472-000-0001") != "0472-000-0001" || h.Disabled != "12385" {
		t.Errorf("hotlines: %+v", h)
	}
}

func TestTreeOverlay(t *testing.T) {
	const head = "id\tparent\tplace\tkind\tname\tphone\taddress\tdemo\n"
	load := func(units string) (Tree, error) {
		return LoadTree(places(t), false, fstest.MapFS{"units.tsv": {Data: []byte(head + units)}})
	}
	tr, err := load("tuoketuo\t\t150122\tcounty\t托克托县\t\t\t\ntuoketuo-ca\ttuoketuo\t150122\tcivil_affairs\t托克托县民政局\t\t\t\r\n" +
		"donghe-federation\tdonghe\t150202\tfederation\t东河区残疾人联合会\t\t\t\n")
	if err != nil {
		t.Fatal(err)
	}
	if u, err := tr.Deciding("150122", KindFederation); err != nil || u.ID != "tuoketuo-ca" {
		t.Errorf("added county decides at %v, %v", u, err)
	}
	if got := tr.Name("donghe-federation"); got != "东河区残疾人联合会" {
		t.Errorf("replaced row: %s", got)
	}
	for name, bad := range map[string]string{
		"no parent":     "x\tmissing\t150202\twindow\tX\t\t\t\n",
		"no place":      "x\t\t999999\twindow\tX\t\t\t\n",
		"bad id":        "outside:1\t\t150202\twindow\tX\t\t\t\n",
		"no name":       "x\t\t150202\twindow\t\t\t\t\n",
		"demo word":     "x\t\t150202\twindow\tX\t\t\tmaybe\n",
		"too few cells": "x\t\t150202\n",
		"circle":        "x\ty\t150202\twindow\tX\t\t\t\ny\tx\t150202\twindow\tY\t\t\t\n",
	} {
		if _, err := load(bad); err == nil || !strings.HasPrefix(err.Error(), "units.tsv:") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := LoadTree(places(t), false, fstest.MapFS{"units.tsv": {Data: []byte("id\tname\n")}}); err == nil {
		t.Error("wrong columns pass")
	}
	if _, err := LoadTree(places(t), false, fstest.MapFS{"outside.tsv": {Data: []byte("place\tname\tphone\taddress\tdemo\n999999\tX\t\t\t\n")}}); err == nil {
		t.Error("an outside unit without a place passes")
	}
}

func TestEnding(t *testing.T) {
	all := tree(t, true)
	for text, want := range map[string]string{
		"区残联": "donghe-federation", "区税务局": "donghe-tax", "区委网信办": "donghe-cyberspace", "市残联": "", "": "",
	} {
		if got := all.Ending("150202", text); got.ID != want {
			t.Errorf("%s: %q, want %q", text, got.ID, want)
		}
	}
	if got := all.Ending("152501", "工会"); got.ID != "erenhot-union" {
		t.Errorf("%q", got.ID)
	}
}
