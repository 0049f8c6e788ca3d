package listen

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Journey is the script of what somebody does with the keyboard and what must be
// heard, written by hand before it is played.
type Journey struct {
	As, Look string   // who is signed in, "" nobody; the cookie of preferences
	In       string   // the language of the pages, "" Chinese
	Acts     []Act    // in order
	Never    []string // phrases that must not be heard at all
	Twice    []string // phrases known to be heard twice; the script says why
	Chinese  []string // what is Chinese on a page of another language: names, the switch
	Live     []string // what a live region says: before or after the new page's name, as the machine is quick
}

// Act is one line of a journey: a verb and what goes with it.
//
//	open PLACE        go to an address
//	press KEY         press a key
//	until KEY PHRASE  press a key until the phrase is heard
//	type TEXT         type Latin letters and digits
//	write TEXT        enter any text, as an input method does
//	go KEY            press a key that opens another page
//	read              let the reader read on to the end
type Act struct {
	Verb, Arg string
	Hear      []string // phrases that must be heard, in this order
}

// Read reads a journey: "as", "look", "in", "never", "twice", "chinese" and "live"
// lines, acts, and under each act "hear" lines. Lines that start with # and empty lines are for people.
func Read(from io.Reader) (Journey, error) {
	j := Journey{Look: "ssl"}
	lines := bufio.NewScanner(from)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := j.add(line); err != nil {
			return j, err
		}
	}
	return j, lines.Err()
}

func (j *Journey) add(line string) error {
	verb, arg, _ := strings.Cut(line, " ")
	switch verb {
	case "as":
		j.As = arg
	case "look":
		j.Look = arg
	case "in":
		j.In = arg
	case "chinese":
		j.Chinese = append(j.Chinese, arg)
	case "never":
		j.Never = append(j.Never, arg)
	case "twice":
		j.Twice = append(j.Twice, arg)
	case "live":
		j.Live = append(j.Live, arg)
	case "hear":
		if len(j.Acts) == 0 {
			return fmt.Errorf("listen: %q before anything was done", line)
		}
		last := &j.Acts[len(j.Acts)-1]
		last.Hear = append(last.Hear, arg)
	case "open", "press", "until", "type", "write", "go", "read":
		j.Acts = append(j.Acts, Act{Verb: verb, Arg: arg})
	default:
		return fmt.Errorf("listen: no verb %q", verb)
	}
	return nil
}

// Heard is what was said after one key of a journey.
type Heard struct {
	Key  string
	Said []string
	Hear []string // phrases that must be heard here, in order
}

// Settled is what was heard with the words of live regions last after each key:
// in which order they and the new page's name come is the machine's, not the page's.
func (j Journey) Settled(all []Heard) []Heard {
	settled := slices.Clone(all)
	for i, h := range settled {
		settled[i].Said = slices.Clone(h.Said)
		slices.SortStableFunc(settled[i].Said, func(a, b string) int { return j.late(a) - j.late(b) })
	}
	return settled
}

func (j Journey) late(said string) int {
	return 1 + slices.Index(j.Live, said)
}

// Transcript is all that was heard as text: the keys in brackets, under each what
// was said.
func Transcript(all []Heard) string {
	var text strings.Builder
	for _, h := range all {
		fmt.Fprintf(&text, "[%s]\n", h.Key)
		for _, said := range h.Said {
			fmt.Fprintf(&text, "    %s\n", said)
		}
	}
	return text.String()
}

// Missing lists the phrases that were not heard where they must be. Speech that
// comes late, after the next key, still counts: the reader hears it too.
func Missing(all []Heard) []string {
	var missing []string
	for i, h := range all {
		said := strings.Join(h.Said, "\n")
		if i+1 < len(all) {
			said += "\n" + strings.Join(all[i+1].Said, "\n")
		}
		for _, phrase := range h.Hear {
			before, after, found := strings.Cut(said, phrase)
			if !found {
				missing = append(missing, fmt.Sprintf("after %s: %q is not heard in %q", h.Key, phrase, before))
				continue
			}
			said = after
		}
	}
	return missing
}

// Unwanted lists what nobody should have to listen to: the phrases of never, the
// same thing said twice in a row, code points, names of files, ids, and words of
// the machine's own language between Chinese ones.
func (j Journey) Unwanted(all []Heard) []string {
	var unwanted []string
	for _, h := range all {
		for i, said := range h.Said {
			for _, what := range append(j.faults(said), j.echo(h.Said, i)...) {
				unwanted = append(unwanted, fmt.Sprintf("after %s: %s in %q", h.Key, what, said))
			}
		}
	}
	return unwanted
}

// echo tells of an utterance that says what the one before has said.
func (j Journey) echo(said []string, i int) []string {
	if i == 0 || said[i] != said[i-1] || slices.Contains(j.Twice, said[i]) {
		return nil
	}
	return []string{"the same again"}
}

// faults are what is wrong with one utterance by itself.
func (j Journey) faults(said string) []string {
	var list []string
	known := func(phrase string) bool { return bare(phrase) == repeated(said) }
	if twice := repeated(said); twice != "" && !slices.ContainsFunc(j.Twice, known) {
		list = append(list, fmt.Sprintf("twice %q", twice))
	}
	for _, word := range latin(said) {
		if !slices.Contains(spoken(), strings.ToUpper(word)) {
			list = append(list, fmt.Sprintf("the word %q", word))
		}
	}
	for _, word := range j.chinese(said) {
		list = append(list, fmt.Sprintf("the Chinese %q", word))
	}
	for _, phrase := range j.Never {
		if strings.Contains(said, phrase) {
			list = append(list, fmt.Sprintf("%q", phrase))
		}
	}
	return list
}

// chinese are the Chinese words of an utterance on a page of another language
// that neither the journey nor Orca itself, which speaks Chinese, accounts for.
func (j Journey) chinese(said string) []string {
	if j.In == "" {
		return nil
	}
	said = titleEnd.ReplaceAllString(said, " ")
	for _, known := range append(orcaSays(), j.Chinese...) {
		said = strings.ReplaceAll(said, known, " ")
	}
	return strings.FieldsFunc(said, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// titleEnd is the short Chinese name that a page in Mongolian has at the end of its title.
var titleEnd = regexp.MustCompile(` – \p{Han}{1,8}`)

// orcaSays are Orca's own words for roles, states and what goes on, the longer first.
func orcaSays() []string {
	return []string{
		"正在载入，请稍候", "正在离开", "横幅", "表单", "个项目的", "未选择任何文件", "网页文档", "切换按钮", "焦点模式", "浏览模式", "无效条目", "无效", "复选框",
		"单选钮", "未选中", "未勾选", "已勾选", "已选中", "已收起", "已展开", "已访问", "载入", "完成", "链接", "按钮", "条幅", "窗体",
		"面板", "列表", "标题", "水平", "输入", "必填", "内容信息", "导航", "地标", "区域", "可点击", "搜索",
	}
}

// spoken are the few words in Latin letters that Chinese readers use themselves.
func spoken() []string { return []string{"PDF", "JPG", "PNG", "MB", "X"} }

// latin are the runs of ASCII letters, with digits, dots and plus signs that hang
// on them: words, names of files, code points, ids.
func latin(said string) []string {
	words := strings.FieldsFunc(said, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '+' || r == '_')
	})
	return slices.DeleteFunc(words, func(word string) bool {
		return !strings.ContainsFunc(word, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
	})
}

// leastPhrase is how many characters make a phrase: 天天 and 谢谢 are words.
const leastPhrase = 4

// repeated returns a phrase that an utterance says twice in a row, or "". Spaces
// and stops between the two do not count.
func repeated(said string) string {
	text := []rune(bare(said))
	for size := len(text) / 2; size >= leastPhrase; size-- {
		for at := 0; at+2*size <= len(text); at++ {
			if slices.Equal(text[at:at+size], text[at+size:at+2*size]) && !digits(text[at:at+size]) {
				return string(text[at : at+size])
			}
		}
	}
	return ""
}

// bare is a text without spaces and stops.
func bare(said string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \u00a0。，：、？.,:;；?", r) {
			return -1
		}
		return r
	}, said)
}

// digits may repeat: they are numbers of people and accounts.
func digits(text []rune) bool {
	return !slices.ContainsFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '-' })
}
