package main

import (
	"net/url"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/floor"
	"changban/mongol"
)

// typedAnswer is what somebody types on a page of either Mongolian form, and what
// the page shows of it afterwards: kept, or as it was typed beside what is wrong.
type typedAnswer struct {
	step, title string
	form        url.Values
	shows       string // "" means that the answer is refused
}

func typedAnswers(c *cast) []typedAnswer {
	name := mongol.FromLatin("saran-a-yin")
	day := func(y, m, d string) url.Values {
		return form("card_valid_to.year", y, "card_valid_to.month", m, "card_valid_to.day", d)
	}
	return []typedAnswer{
		{"name", "the older joiner", form("name", strings.ReplaceAll(name, string(mongol.MVS), string(mongol.NNBSP))), name},
		{"name", "the newer joiner", form("name", " "+name+"᠃"), name},
		{"name", "Cyrillic with a father's initial", form("name", "Д.Өлзийсүрэн"), "Д.Өлзийсүрэн"},
		{"name", "a dot between parts", form("name", "阿拉坦・"+name), "阿拉坦·" + name},
		{"name", "only joiners", form("name", "\u202f\u180e"), ""},
		{"name", "too long", form("name", strings.Repeat("ᠠ", 101)), ""},
		{"phone", "digits of the script", form("phone", "᠑᠓᠘ ᠐᠐᠐᠐ ᠓᠐᠐᠓"), "13800003003"},
		{"phone", "said in words", form("phone", "нэг гурав найм"), ""},
		{"id_number", "short, Cyrillic X", form("id_number", "15250119580306Х"), ""},
		{"card_valid", "words and endings", day("2031 он", "гуравдугаар сар", "6-ны өдөр"), "2031"},
		{"card_valid", "the script's digits", day("᠒᠐᠓᠑", "᠐᠓", "᠖"), "2031"},
		{"card_valid", "month 13", day("᠒᠐᠓᠑", "᠑᠓", "᠖"), ""},
		{"card", "another's", form("card_no", c.data.resident("batu").CardNumber+" "), ""},
		{"address", "suffixes", form("residence_address.street", mongol.FromLatin("γudumǰi-yin 3")+"\u202fᠤ"), mongol.FromLatin("γudumǰi-yin 3-u")},
	}
}

// TestInputInBothScripts: what is typed on pages of either Mongolian form is kept
// in one form, and stands there as it was typed when it is refused.
func TestInputInBothScripts(t *testing.T) {
	c := startCast(t, "sqlite")
	client, count := c.client(t, "long"), 0
	for _, lang := range []string{"/mn-Mong/", "/mn-Cyrl/"} {
		for _, a := range typedAnswers(c) {
			path := strings.Replace(c.draftPath("long", a.step), "/zh-Hans/", lang, 1)
			answer := client.Post(path, a.form)
			count++
			if a.shows != "" {
				answer.Want(303)
				if shown := client.Get(path).Want(200); !holdsAny(shown.Doc(), a.shows) {
					t.Errorf("%s%s, %s: %+q is not shown", lang, a.step, a.title, a.shows)
				}
				continue
			}
			page := answer.Want(422).Doc()
			if page.One("html").Attr("lang") != strings.Trim(lang, "/") || !page.One("[autofocus]").Exists() {
				t.Errorf("%s%s, %s: no list of what is wrong", lang, a.step, a.title)
			}
			for field, values := range a.form {
				if !holds(page, field, values[0]) {
					t.Errorf("%s%s, %s: what was typed is gone", lang, a.step, a.title)
				}
			}
		}
	}
	floor.Count(t, "answers in both scripts", count)
}

// holdsAny reports whether some control of a page holds a value.
func holdsAny(page audit.Doc, value string) bool {
	for _, in := range page.All("main input, main textarea") {
		if in.Attr("value") == value || in.Tag() == "textarea" && strings.TrimSpace(in.Text()) == value {
			return true
		}
	}
	return false
}
