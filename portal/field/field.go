// Package field owns the reading of what people type: forgiving about how it is
// written, strict about what is kept, and with one message id for each thing
// that can be wrong. It must not know pages, words, stores or services.
package field

import "changban/portal"

// Type is how a question is answered.
type Type string

// The types.
const (
	Text        Type = "text"
	Textarea    Type = "textarea"
	Tel         Type = "tel"
	IDCard      Type = "idcard" // citizen number, 18 positions (GB 11643)
	CardNo      Type = "cardno" // disability card, 20 positions and a suffix
	Date        Type = "date"   // id.year, id.month, id.day
	Radio       Type = "radio"  // one of Options
	Multiselect Type = "multiselect"
	Checkbox    Type = "checkbox" // canonical value "true"
	PlaceChoice Type = "place"    // one of Options (codes), or "other" and id.name typed
	Address     Type = "address"  // id.street
	Account     Type = "account"  // bank account, 12 to 23 digits
	Number      Type = "number"   // a whole number
	Money       Type = "money"    // yuan with two decimals, "1234.50"
	Percent     Type = "percent"  // 0 to 100, "1.5"
	Month       Type = "month"    // id.year, id.month; canonical YYYY-MM
	List        Type = "list"     // rows of Items, see Rows
	// Institution is a unit of Kind at the deciding place, by its id; "office"
	// lets the office choose, "other" opens id.name. Options holds the last two
	// where they are allowed.
	Institution Type = "institution"
	// Area is the street or sumu below a place and the community or gacha in it:
	// canonical [code or typed name, community]; id, id.name, id.community.
	// MinItems 2 asks for the community too.
	Area Type = "area"
)

// Types lists every type.
func Types() []Type {
	return []Type{Text, Textarea, Tel, IDCard, CardNo, Date, Radio, Multiselect, Checkbox, PlaceChoice, Address, Account,
		Number, Money, Percent, Month, List, Institution, Area}
}

// Options that are more than a value.
const (
	Other  = "other"  // opens the typed name of a place, area or institution
	Office = "office" // lets the office choose the institution
)

// Spec says how one field is read. It comes from a service definition.
type Spec struct {
	ID       string   `yaml:"id" json:"id"`
	Type     Type     `yaml:"type" json:"type"`
	Required bool     `yaml:"required" json:"required,omitempty"`
	Options  []string `yaml:"options" json:"options,omitempty"`
	// Max is the longest text in characters; 0 takes the type's own limit.
	Max      int `yaml:"max" json:"max,omitempty"`
	MinItems int `yaml:"min_items" json:"min_items,omitempty"`
	// MaxItems is the most rows of a list; 0 is 20.
	MaxItems int `yaml:"max_items" json:"max_items,omitempty"`
	// Items are the fields of one row of a list. Their words stand below the
	// list's: field.<list>.<item>.label.
	Items []Spec `yaml:"items" json:"items,omitempty"`
	// Least and Most bound a number, an amount of yuan or a percentage, both
	// included: a decimal, or this_year, last_year, next_year.
	Least string `yaml:"least" json:"least,omitempty"`
	Most  string `yaml:"most" json:"most,omitempty"`
	// Kind is the kind of institution: assessment, rehab, fitting, care, school.
	Kind string `yaml:"kind" json:"kind,omitempty"`
	// Below names the place field an area lies below; "" is
	// residence_jurisdiction.
	Below string `yaml:"below" json:"below,omitempty"`
	// Name says that the text is somebody's name: a dot between name parts and
	// punctuation that dictation added are put right.
	Name bool `yaml:"name" json:"name,omitempty"`
	// NotBefore and NotAfter bound a date or month: "today" or YYYY-MM-DD.
	NotBefore  string `yaml:"not_before" json:"not_before,omitempty"`
	NotAfter   string `yaml:"not_after" json:"not_after,omitempty"`
	MustBeTrue bool   `yaml:"must_be_true" json:"must_be_true,omitempty"`
	// EqualsAny names fields of which one has to have the same answer; those
	// without an answer are passed over.
	EqualsAny []string `yaml:"equals_any" json:"equals_any,omitempty"`
	NotEqual  string   `yaml:"not_equal" json:"not_equal,omitempty"` // a field that must differ
	Prefix18  string   `yaml:"prefix18" json:"prefix18,omitempty"`   // a field the first 18 positions equal
	// NeverVoiceOnlyFor lists disability categories that need another way than
	// a call; the category is asked of Context.Answer("disability_category").
	NeverVoiceOnlyFor []string `yaml:"never_voice_only_for" json:"never_voice_only_for,omitempty"`
	// Words maps a problem to the message that says it in the field's own
	// words; without one it is field.<type>.<problem>.
	Words map[string]string `yaml:"-" json:"words,omitempty"`
}

// Value is a canonical answer: half-width, trimmed, upper-case X, digits only
// for numbers, YYYY-MM-DD, a place code. nil is unanswered; empty and not nil is
// a question that was read and left open.
type Value []string

// First returns the first value or "".
func (v Value) First() string {
	if len(v) == 0 {
		return ""
	}
	return v[0]
}

// Answered reports whether the question was answered, if only with nothing.
func (v Value) Answered() bool { return v != nil }

// Form gives the raw values of a control by its name; parts of a field are
// id.year, id.month, id.day, id.name and id.street (contract 4).
type Form func(name string) []string

// Context is what reading needs to know besides the form.
type Context struct {
	Today  portal.Day
	Places PlaceFinder
	Answer func(id string) Value // answers given so far; nil function: none
	// Options returns the institutions a question offers: ids of units of
	// Spec.Kind at the deciding place. nil function: none are known.
	Options func(s Spec) []string
	// Areas returns the codes of the streets and sumus of a county-level place.
	// nil function: none are known, so names are typed.
	Areas func(place portal.Place) []string
}

func (c Context) answer(id string) Value {
	if c.Answer == nil || id == "" {
		return nil
	}
	return c.Answer(id)
}

// PlaceFinder knows the county-level places.
type PlaceFinder interface {
	Valid(code portal.Place) bool
	// Find returns the places a typed name can mean, best first.
	Find(text string) []portal.Place
}
