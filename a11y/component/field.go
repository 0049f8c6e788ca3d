package component

import "strings"

// Field is what every form field has. Ids come from Name, so that labels,
// hints, errors and the error summary can never miss each other.
type Field struct {
	Name      string // control name; the field's id in the service definition
	Label     string
	Hint      string // one short sentence, no links (A11Y-85); "" for none
	Error     string // what to put right; "" when nothing is wrong
	ErrorWord string // spoken and shown before Error, e.g. the word for "error:"
	Heading   bool   // the label or legend is the page's h1 (A11Y-75)
}

// FieldID returns the id of the control called name; in a group, of its first
// option. The error summary links to it.
func FieldID(name string) string { return "f-" + plain(name) }

// HintID returns the id of the hint of the control called name.
func HintID(name string) string { return FieldID(name) + "-hint" }

// ErrorID returns the id of the error message of the control called name.
func ErrorID(name string) string { return FieldID(name) + "-error" }

// DescribedBy returns the aria-describedby value: the hint is heard before the
// error (A11Y-81). It is "" when there is neither.
func (f Field) DescribedBy() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, HintID(f.Name))
	}
	if f.Error != "" {
		ids = append(ids, ErrorID(f.Name))
	}
	return strings.Join(ids, " ")
}

// OptionID returns the id of option i (from 0) of the group called name; the
// first carries the group's own id.
func OptionID(name string, i int) string {
	if i == 0 {
		return FieldID(name)
	}
	return FieldID(name) + "-" + itoa(i+1)
}

// plain makes a name usable as an id and in a selector: every character outside
// a-z A-Z 0-9 _ becomes a hyphen.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_':
			return r
		}
		return '-'
	}, name)
}

// joinIDs returns the non-empty ids, space separated.
func joinIDs(ids ...string) string {
	var out []string
	for _, id := range ids {
		if id != "" {
			out = append(out, id)
		}
	}
	return strings.Join(out, " ")
}

// said is the error as it is read: a Chinese colon is as wide as a sign and its
// space, any other needs the space.
func (f Field) said() string {
	if strings.HasSuffix(f.ErrorWord, ":") {
		return f.ErrorWord + " " + f.Error
	}
	return f.ErrorWord + f.Error
}
