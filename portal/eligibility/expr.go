package eligibility

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"changban/portal"
)

// Expr is a parsed "when": terms "field op value" joined by and / or, "and"
// binding closer. The zero Expr always holds. A value written $name is the
// answer of another field.
type Expr struct {
	text string
	any  [][]Term
}

// Term is one comparison of an Expr. A value that begins with $ is the answer of
// the field of that name.
type Term struct {
	Field string
	Op    string // as in Rule
	Value []string
}

// Operators of an Expr in the words of Rule.
var exprOps = [...]struct{ sign, op string }{
	{"==", "eq"}, {"!=", "ne"}, {"<=", "lte"}, {">=", "gte"}, {"<", "lt"}, {">", "gt"},
	{"not in", "not_in"}, {"in", "in"},
}

var termShape = regexp.MustCompile(`^([a-z][a-z0-9_]*)\s*(==|!=|<=|>=|<|>|\s+not\s+in\s|\s+in\s)\s*(.+)$`)

var valueShape = regexp.MustCompile(`^\$?[A-Za-z0-9_.-]+$`)

// ParseExpr reads an expression. Its error is of KindInvalid and names the term.
func ParseExpr(text string) (Expr, error) {
	e := Expr{text: strings.TrimSpace(text)}
	if e.text == "" {
		return Expr{}, nil
	}
	for _, alternative := range splitWord(e.text, "or") {
		var all []Term
		for _, part := range splitWord(alternative, "and") {
			t, err := parseTerm(part)
			if err != nil {
				return Expr{}, portal.Because(portal.KindInvalid, err)
			}
			all = append(all, t)
		}
		e.any = append(e.any, all)
	}
	return e, nil
}

func splitWord(text, word string) []string {
	return regexp.MustCompile(`\s+`+word+`\s+`).Split(text, -1)
}

func parseTerm(text string) (Term, error) {
	m := termShape.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return Term{}, fmt.Errorf("%q is not of the form field op value", text)
	}
	t := Term{Field: m[1]}
	sign := strings.Join(strings.Fields(m[2]), " ")
	for _, o := range exprOps {
		if o.sign == sign {
			t.Op = o.op
		}
	}
	list, err := parseValues(m[3], t.Op == "in" || t.Op == "not_in")
	t.Value = list
	return t, err
}

func parseValues(text string, list bool) ([]string, error) {
	text = strings.TrimSpace(text)
	if list {
		if !strings.HasPrefix(text, "[") || !strings.HasSuffix(text, "]") {
			return nil, fmt.Errorf("%q is not a list in [ ]", text)
		}
		text = text[1 : len(text)-1]
	}
	parts := []string{text}
	if list {
		parts = strings.Split(text, ",")
	}
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
		if !valueShape.MatchString(parts[i]) {
			return nil, fmt.Errorf("%q is not a value", parts[i])
		}
	}
	return parts, nil
}

// Eval judges the expression; the zero Expr is Met.
func (e Expr) Eval(facts Facts) Verdict {
	if len(e.any) == 0 {
		return Met
	}
	v := NotMet
	for _, all := range e.any {
		conjunction := Met
		for _, t := range all {
			conjunction = both(conjunction, t.eval(facts))
		}
		v = either(v, conjunction)
	}
	return v
}

func (t Term) eval(facts Facts) Verdict {
	value := make([]string, 0, len(t.Value))
	for _, v := range t.Value {
		name, ref := strings.CutPrefix(v, "$")
		if !ref {
			value = append(value, v)
			continue
		}
		other, known := facts[name]
		if !known {
			return Unknown
		}
		value = append(value, other...)
	}
	return Compare(facts, t.Field, t.Op, value)
}

// Always reports whether the expression is empty and so always holds.
func (e Expr) Always() bool { return len(e.any) == 0 }

// Fields lists the names the expression asks for, in order, each once.
func (e Expr) Fields() []string {
	var names []string
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, t := range e.Terms() {
		add(t.Field)
		for _, v := range t.Value {
			if name, ref := strings.CutPrefix(v, "$"); ref {
				add(name)
			}
		}
	}
	return names
}

// Terms lists the comparisons in order.
func (e Expr) Terms() []Term { return slices.Concat(e.any...) }

// String returns the text the expression was read from.
func (e Expr) String() string { return e.text }

// MarshalText writes the expression as text, for definitions that are kept.
func (e Expr) MarshalText() ([]byte, error) { return []byte(e.text), nil }

// UnmarshalText reads what MarshalText wrote.
func (e *Expr) UnmarshalText(text []byte) error {
	parsed, err := ParseExpr(string(text))
	*e = parsed
	return err
}
