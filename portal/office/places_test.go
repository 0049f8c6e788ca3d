package office

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"changban/portal"
)

func places(t *testing.T) Places {
	t.Helper()
	p, err := LoadPlaces()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlacesOfTheStandard(t *testing.T) {
	p := places(t)
	for code, want := range map[portal.Place]string{
		"150202": "内蒙古自治区包头市东河区",
		"152501": "内蒙古自治区锡林郭勒盟二连浩特市",
		"130102": "河北省石家庄市长安区",
		"110101": "北京市东城区",
		"230881": "黑龙江省佳木斯市同江市",
		"441900": "广东省东莞市",
		"659001": "新疆维吾尔自治区石河子市",
		"500240": "重庆市石柱土家族自治县",
		"469030": "海南省琼中黎族苗族自治县",
	} {
		if got := p.FullName(code); got != want {
			t.Errorf("%s: got %s, want %s", code, got, want)
		}
	}
	if got := p.Name("150202"); got != "东河区" {
		t.Errorf("short name %s", got)
	}
	if _, ok := p.Lookup("150271"); ok {
		t.Error("a development zone counts as a place")
	}
	if got := p.Name("999999"); got != "999999" {
		t.Errorf("unknown code shows %q", got)
	}
	provinces, region := map[string]bool{}, 0
	for _, l := range p.All() {
		provinces[l.Province] = true
		if strings.HasPrefix(string(l.Code), "15") {
			region++
		}
	}
	if len(provinces) != 31 || region != 103 || len(p.All()) < 2840 {
		t.Errorf("%d provinces, %d places in the region, %d in all", len(provinces), region, len(p.All()))
	}
}

func TestSearch(t *testing.T) {
	p := places(t)
	for _, tc := range []struct {
		typed string
		want  []portal.Place // the first results
		only  bool           // and no others
	}{
		{"东河区", []portal.Place{"150202"}, true},
		{"东河", []portal.Place{"150202"}, true},
		{" 东 河 区 ", []portal.Place{"150202"}, true},
		{"150202", []portal.Place{"150202"}, true},
		{"１５２５０１", []portal.Place{"152501"}, true},
		{"二连浩特", []portal.Place{"152501"}, true},
		{"二连", []portal.Place{"152501"}, true},
		{"浩特市", []portal.Place{"152201", "152501", "152502"}, true},
		{"包头市东河区", []portal.Place{"150202"}, true},
		{"包头东河", []portal.Place{"150202"}, true},
		{"内蒙古包头东河区", []portal.Place{"150202"}, true},
		{"内蒙古自治区包头市东河区", []portal.Place{"150202"}, true},
		{"内蒙古，东河", []portal.Place{"150202"}, true},
		{"内蒙东河", []portal.Place{"150202"}, true},
		{"新城区", []portal.Place{"150102", "610102"}, true},
		{"长安区", []portal.Place{"130102", "610116"}, true},
		{"长安县", []portal.Place{"130102", "610116"}, true},
		{"石家庄长安", []portal.Place{"130102"}, true},
		{"河北省石家庄市长安区", []portal.Place{"130102"}, true},
		{"延边延吉", []portal.Place{"222401"}, true},
		{"通化县", []portal.Place{"220521"}, true},
		{"通化市通化县", []portal.Place{"220521"}, true},
		{"吉林市船营区", []portal.Place{"220204"}, true},
		{"北京朝阳", []portal.Place{"110105"}, true},
		{"朝阳区", []portal.Place{"110105", "220104"}, true},
		{"包头", []portal.Place{"150202", "150203"}, false},
		{"东莞", []portal.Place{"441900"}, true},
		{"", nil, true},
		{"区", nil, true},
		{"亚特兰蒂斯", nil, true},
		{"<script>", nil, true},
		{strings.Repeat("东河", 100000), nil, true},
	} {
		name := []rune(tc.typed)
		t.Run(string(name[:min(len(name), 20)]), func(t *testing.T) {
			var got []portal.Place
			for _, l := range p.Search(tc.typed, 10) {
				got = append(got, l.Code)
			}
			if tc.only && !slices.Equal(got, tc.want) || len(got) < len(tc.want) || !slices.Equal(got[:len(tc.want)], tc.want) {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
	if got := p.Search("内蒙古", 7); len(got) != 7 {
		t.Errorf("limit 7 gave %d", len(got))
	}
	if got := p.Find("新城"); len(got) < 2 || got[0] != "150102" || !p.Valid(got[0]) || p.Valid("150200") {
		t.Errorf("Find: %v", got)
	}
	if got := p.Find("内蒙古"); len(got) != mostFound {
		t.Errorf("Find gives %d of a province", len(got))
	}
	if got := p.Exact("长安"); len(got) != 2 {
		t.Errorf("Exact: %v", got)
	}
	if got := p.Exact("二连"); len(got) != 0 {
		t.Errorf("Exact of a beginning: %v", got)
	}
}

// Whatever the full or short name of a place is, typing it finds the place.
func TestSearchFindsEveryPlace(t *testing.T) {
	p := places(t)
	for i, l := range p.All() {
		if i%7 != 0 && !strings.HasPrefix(string(l.Code), "15") {
			continue // every seventh is enough elsewhere
		}
		for _, typed := range []string{l.Full(), l.Name} {
			if !slices.Contains(p.Search(typed, 20), l) {
				t.Errorf("%s is not found as %q", l.Code, typed)
			}
		}
		if got := p.Search(l.Full(), 1); got[0] != l {
			t.Errorf("%q gives %v first", l.Full(), got[0])
		}
	}
}

func TestPlacesOverlay(t *testing.T) {
	p, err := LoadPlaces(fstest.MapFS{"places.yaml": {Data: []byte("# new in 2024\n653299: 试验县\n\"150202\": 新东河区\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.FullName("653299"); got != "新疆维吾尔自治区和田地区试验县" {
		t.Errorf("added place: %s", got)
	}
	if got := p.Name("150202"); got != "新东河区" {
		t.Errorf("renamed place: %s", got)
	}
	for _, bad := range []string{"15020: 短", "990101: 无省", "150202", "abcdef: 字母"} {
		if _, err := LoadPlaces(fstest.MapFS{"places.yaml": {Data: []byte(bad)}}); err == nil || !strings.Contains(err.Error(), "places.yaml:1") {
			t.Errorf("%s: got %v", bad, err)
		}
	}
}

// Federations of cities and leagues stand at codes that end in 00; nobody lives there.
func TestCitiesAndLeagues(t *testing.T) {
	p := places(t)
	for code, want := range map[portal.Place]string{"150000": "内蒙古自治区", "150200": "内蒙古自治区包头市", "152500": "内蒙古自治区锡林郭勒盟"} {
		if l, ok := p.Lookup(code); !ok || l.Full() != want || p.FullName(code) != want || p.Valid(code) {
			t.Errorf("%s: %+v", code, l)
		}
	}
	if _, ok := p.Lookup("159900"); ok {
		t.Error("a city that is none")
	}
}

func TestAreas(t *testing.T) {
	p := places(t)
	for _, tc := range []struct {
		place portal.Place
		area  string
		name  string
		below string
	}{
		{"150202", "150202001", "和平路街道", "胜利社区居委会"},
		{"150202", "150202101", "沙尔沁镇", "东园村村委会"},
		{"152501", "152501200", "格日勒敖都苏木", "赛乌素嘎查"},
	} {
		one, ok := p.Area(tc.area)
		if !ok || one.Name != tc.name || !slices.Contains(p.Areas(tc.place), one) {
			t.Errorf("%s: %+v", tc.area, one)
		}
		if !slices.ContainsFunc(p.Communities(tc.area), func(a Area) bool { return a.Name == tc.below }) {
			t.Errorf("%s has no %s", tc.name, tc.below)
		}
	}
	for _, code := range []string{"", "150202", "150202999", "15020200"} {
		if _, ok := p.Area(code); ok || p.Communities(code) != nil || p.AreaName(code) != code {
			t.Errorf("%q is an area", code)
		}
	}
	if p.Areas("130102") != nil || p.AreaName("152501200200") != "额尔敦高毕嘎查" {
		t.Error("areas")
	}
}

func TestAreasOverlay(t *testing.T) {
	load := func(rows string) (Places, error) {
		return LoadPlaces(fstest.MapFS{"areas.tsv": {Data: []byte("code\tname\n" + rows)}})
	}
	p, err := load("150122100\t试验镇\n150122100200\t试验村\n150202001\t新和平路街道\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Communities("150122100"); len(got) != 1 || got[0].Name != "试验村" {
		t.Errorf("added areas: %v", got)
	}
	if got := p.Areas("150202"); got[0].Name != "新和平路街道" || p.AreaName("150202001") != "新和平路街道" {
		t.Errorf("renamed area: %v", got[0])
	}
	for _, bad := range []string{"150202\t短\n", "990101001\t无处\n", "150202999200\t无街道\n", "15020200x\t字母\n", "150202001\t\n"} {
		if _, err := load(bad); err == nil || !strings.HasPrefix(err.Error(), "areas.tsv:2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
