package audit

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// chain is a selector without commas, read from its end: the last step must
// match the element, the ones before it what stands around or before it.
type chain []step

type step struct {
	combinator byte // how this step relates to the next one: ' ', '>' or '+'
	tests      []func(Doc) bool
}

var simple = regexp.MustCompile(`^(?:\*|([a-z][a-z0-9]*)|#([\w.:-]+)|\.([\w-]+)|\[([\w:-]+)(?:([~^$*]?=)(?:"([^"]*)"|'([^']*)'|([^\]]*)))?\]|:not\(([^()]*)\))`)

func parseSelector(text string) ([]chain, bool) {
	var all []chain
	for _, part := range splitOutside(text, ',') {
		c, ok := parseChain(strings.TrimSpace(part))
		if !ok {
			return nil, false
		}
		all = append(all, c)
	}
	return all, true
}

func parseChain(text string) (chain, bool) {
	var c chain
	current := step{combinator: ' '}
	for text != "" {
		m := simple.FindStringSubmatch(text)
		if m == nil {
			return nil, false
		}
		test, ok := testOf(m)
		if !ok {
			return nil, false
		}
		current.tests = append(current.tests, test)
		text = text[len(m[0]):]
		rest := strings.TrimLeft(text, " >+")
		if between := text[:len(text)-len(rest)]; between != "" {
			current.combinator = (strings.TrimSpace(between) + " ")[0]
			c, current, text = append(c, current), step{combinator: ' '}, rest
		}
	}
	return append(c, current), len(current.tests) > 0
}

func testOf(m []string) (func(Doc) bool, bool) {
	switch {
	case m[1] != "":
		return func(d Doc) bool { return d.Tag() == m[1] }, true
	case m[2] != "":
		return func(d Doc) bool { return d.Attr("id") == m[2] }, true
	case m[3] != "":
		return func(d Doc) bool { return hasWord(d.Attr("class"), m[3]) }, true
	case m[4] != "":
		return attrTest(m[4], m[5], m[6]+m[7]+m[8]), true
	case m[9] != "":
		inner, ok := parseSelector(m[9])
		return func(d Doc) bool {
			for _, c := range inner {
				if c.matches(d.node) {
					return false
				}
			}
			return true
		}, ok
	}
	return func(Doc) bool { return true }, m[0] == "*"
}

func attrTest(name, how, value string) func(Doc) bool {
	return func(d Doc) bool {
		got, has := d.attr(name)
		switch how {
		case "=":
			return has && got == value
		case "~=":
			return hasWord(got, value)
		case "^=":
			return has && strings.HasPrefix(got, value)
		case "$=":
			return has && strings.HasSuffix(got, value)
		case "*=":
			return has && strings.Contains(got, value)
		}
		return has
	}
}

func (c chain) matches(n *html.Node) bool {
	last := len(c) - 1
	for _, test := range c[last].tests {
		if !test(Doc{n}) {
			return false
		}
	}
	if last == 0 {
		return true
	}
	before := c[:last]
	switch d := (Doc{n}); c[last-1].combinator {
	case '>':
		return d.Parent().Exists() && before.matches(d.Parent().node)
	case '+':
		p := d.previous()
		return p.Exists() && before.matches(p.node)
	default:
		for e := d.Parent(); e.Exists(); e = e.Parent() {
			if before.matches(e.node) {
				return true
			}
		}
		return false
	}
}

func (d Doc) previous() Doc {
	for n := d.node.PrevSibling; n != nil; n = n.PrevSibling {
		if n.Type == html.ElementNode {
			return Doc{n}
		}
	}
	return Doc{}
}

func hasWord(words, word string) bool {
	for _, w := range strings.Fields(words) {
		if w == word {
			return true
		}
	}
	return false
}

// splitOutside splits at a separator that stands in no brackets and no quotes.
func splitOutside(text string, separator rune) []string {
	var parts []string
	depth, quote, from := 0, rune(0), 0
	for i, r := range text {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth--
		case r == separator && depth == 0:
			parts = append(parts, text[from:i])
			from = i + len(string(r))
		}
	}
	return append(parts, text[from:])
}
