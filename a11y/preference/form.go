package preference

import "slices"

// Names of the fields of the preference form and of the elder mode toggle.
const (
	FieldElder   = "elder" // "1" on, "0" off
	FieldSize    = "size"
	FieldTheme   = "theme"
	FieldSpacing = "spacing"
	FieldAids    = "aids"  // any of Aids
	FieldAidsAre = "_aids" // sent beside the ticks: without one of them all aids are off
	FieldSpeed   = "speed"
)

// Values of FieldAids.
const (
	AidPointer = "pointer"
	AidLine    = "line"
	AidPinyin  = "pinyin"
)

// Aids returns every value of FieldAids in the order of the form.
func Aids() []string { return []string{AidPointer, AidLine, AidPinyin} }

// Fields returns the names of all fields.
func Fields() []string {
	return []string{FieldElder, FieldSize, FieldTheme, FieldSpacing, FieldAids, FieldSpeed}
}

// FromForm reads the posted fields over now. all returns the values sent under a
// name, none when the field was not sent: that choice stays as it is. A value
// that is unknown, or two where one can be chosen, becomes standard; unread is
// how many fields were such.
func FromForm(all func(name string) []string, now Preference) (chosen Preference, unread int) {
	r := reader{all: all}
	chosen, standard := now.Valid(), Default()
	elder := map[bool]string{true: "1", false: "0"}[chosen.Elder]
	chosen.Elder = one(&r, FieldElder, []string{"0", "1"}, elder, "0") == "1"
	chosen.Size = one(&r, FieldSize, Sizes(), chosen.Size, standard.Size)
	chosen.Theme = one(&r, FieldTheme, Themes(), chosen.Theme, standard.Theme)
	chosen.Spacing = one(&r, FieldSpacing, Spacings(), chosen.Spacing, standard.Spacing)
	chosen.Speed = one(&r, FieldSpeed, Speeds(), chosen.Speed, standard.Speed)
	r.aids(&chosen)
	return chosen, r.unread
}

type reader struct {
	all    func(name string) []string
	unread int
}

func one[T ~string](r *reader, name string, offered []T, now, standard T) T {
	sent := r.all(name)
	switch {
	case len(sent) == 0:
		return now
	case len(sent) > 1 || !slices.Contains(offered, T(sent[0])):
		r.unread++
		return standard
	}
	return T(sent[0])
}

func (r *reader) aids(p *Preference) {
	sent := r.all(FieldAids)
	if len(sent) == 0 && len(r.all(FieldAidsAre)) == 0 {
		return // a form that does not ask leaves them as they are
	}
	p.Pointer = slices.Contains(sent, AidPointer)
	p.Line = slices.Contains(sent, AidLine)
	p.Pinyin = slices.Contains(sent, AidPinyin)
	if slices.ContainsFunc(sent, func(v string) bool { return !slices.Contains(Aids(), v) }) {
		r.unread++
	}
}
