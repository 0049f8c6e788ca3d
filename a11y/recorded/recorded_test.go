package recorded_test

import (
	"reflect"
	"strings"
	"testing"

	"changban/a11y/recorded"
)

func TestFind(t *testing.T) {
	for _, tc := range []struct {
		page, before string // up to where players stand
		texts        []string
	}{
		{`<body><h1>not main</h1><main><p>x</p></main>`, "", nil},
		{`<main><p class="hint">far</p><h1>A &amp;
 B</h1><p class="hint">far</p></main><p class="hint">foot</p>`, `<main><p class="hint">far</p><h1>A &amp;
 B</h1>`, []string{"A & B", "far"}},
		{`<main><div class="errors"><h2>2</h2><a href="#f">wrong <span>5</span></a></div><a>no</a><fieldset><legend><h1>Q</h1></legend><p class="big hint">why</p>`,
			`<main><div class="errors"><h2>2</h2><a href="#f">wrong <span>5</span></a></div><a>no</a><fieldset><legend><h1>Q</h1></legend>`, []string{"Q", "wrong 5", "why"}},
		{`<main><h1><label for="f">Q</label></h1><input>`, `<main><h1><label for="f">Q</label></h1>`, []string{"Q"}},
		{`<main><h1>broken`, "", nil},
	} {
		got := recorded.Find([]byte(tc.page))
		if tc.page[:max(got.After, 0)] != tc.before || !reflect.DeepEqual(got.Texts, tc.texts) {
			t.Errorf("%s: %q after %q", tc.page, got.Texts, tc.page[:max(got.After, 0)])
		}
	}
	if found := recorded.Find([]byte("<main><legend><h1>x</h1>" + strings.Repeat("<p>", 9))); found.After > 0 {
		t.Error("players inside a legend")
	}
}
