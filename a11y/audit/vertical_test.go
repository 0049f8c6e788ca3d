package audit_test

// Letters of the traditional script, and what hangs on them, by name.
const (
	word   = "\u182E\u1823\u1829\u182D\u1823\u182F"
	suffix = "\u1833\u1824"
)

// mutantsOfVertical are changes of the good page in the traditional script.
var mutantsOfVertical = []mutant{
	{"lang-attribute", `<p>` + word + `</p><p>`, "<p aria-label=\"\u5176\">" + word + `</p><p>`},
	{"title-chinese", " \u2013 \u6536\u5230\u4e86\u7533\u8bf7</title>", "</title>"},
	{"title-chinese", "\u6536\u5230\u4e86\u7533\u8bf7</title>", word + "</title>"},
	{"title-chinese", "\u6536\u5230\u4e86\u7533\u8bf7</title>", "\u6536\u5230\u4e86\u7533\u8bf7\u6536\u5230\u4e86\u7533\u8bf7</title>"},
	{"lang-script", "<title>" + word, "<title>\u5176" + word},
	{"twin-first", `lang="zh-Hans">` + "\u672c", ">\u672c"},
	{"twin-first", `/zh-Hans/x`, "/mn-Cyrl/x"},
	{"direction", ` dir="ltr"><head><meta charset="utf-8"><title>` + word, `><head><meta charset="utf-8"><title>` + word},
	{"ruby", `<p>` + word + `</p><p>`, `<p><ruby>1<rt>2</rt></ruby></p><p>`},
	{"upright", `upright">12<`, `upright">123<`},
	{"upright", `upright">12<`, `upright">` + word + `<`},
	{"letters-apart", `<p>` + word + `</p><p>`, `<p><span>` + word[:3] + `</span>` + word[3:] + `</p><p>`},
	{"script-marks", `&#x180E;`, `&#x202F;`},
	{"script-marks", `&#x180E;` + suffix, `&#x180E;`},
	{"script-marks", `<p>` + word + `</p><p>`, `<p>` + word + `. </p><p>`},
	{"script-marks", `<p>` + word + `</p><p>`, `<p>` + word + "\uFF0C</p><p>"},
	{"script-marks", `<p>` + word + `</p><p>`, `<p> &#x180B;` + word + `</p><p>`},
}
