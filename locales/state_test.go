package locales

import (
	"testing"
	"testing/fstest"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

func TestIsDraft(t *testing.T) {
	row := func(id, chinese, state string) string {
		return id + "\t" + sourceHash(&i18n.Message{Other: chinese}) + "\t" + state + "\t其其格\t2026-11-22\n"
	}
	words := fstest.MapFS{
		"zh-Hans/x.json":    file(`{"x.a": "一", "x.b": "二", "x.c": "三", "x.d": "四", "x.e": "五"}`),
		"mn-Cyrl/x.json":    file(`{"x.a": "нэг", "x.b": "хоёр", "x.c": "гурав", "x.d": "дөрөв"}`),
		"mn-Cyrl/state.tsv": file(stateHeader + "\n" + row("x.a", "一", StateChecked) + row("x.b", "旧", StateChecked) + row("x.c", "三", StateDraft)),
	}
	b := load(t, words)
	for id, want := range map[string]bool{"x.a": false, "x.b": true, "x.c": true, "x.d": true, "x.e": false, "x.none": false} {
		if got := b.Localizer("mn-Cyrl").IsDraft(id); got != want {
			t.Errorf("%s: %v", id, got)
		}
	}
	if b.Localizer(Source).IsDraft("x.a") || !b.Localizer("mn-Mong").IsDraft("frame.language.own") {
		t.Error("the source is no draft; a language without rows is all drafts")
	}
	later, err := Load(words, fstest.MapFS{"mn-Cyrl/x.json": file(`{"x.a": "өөр"}`)})
	if err != nil || !later.Localizer("mn-Cyrl").IsDraft("x.a") {
		t.Error("new words of an overlay are not read by anybody", err)
	}
	if _, err := Load(fstest.MapFS{"mn-Cyrl/state.tsv": file("x.a\tchecked\n")}); err == nil {
		t.Error("a broken row is taken")
	}
}
