package field

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"changban/portal"
)

// Largest quantities when a definition sets no bound of its own.
const (
	mostNumber  = "999999999"
	mostMoney   = "99999999.99" // yuan
	mostPercent = "100"
)

// readQuantity reads a number, an amount or a percentage.
func readQuantity(s Spec, typed string) (Value, []portal.FieldError) {
	if strings.TrimSpace(typed) == "" {
		return nil, nil
	}
	const most = 100 // characters
	n, ok := quantity(typed[:min(len(typed), 4*most)])
	if !ok || utf8.RuneCountInString(typed) > most {
		return nil, one(s.problem("characters", "Typed", quoted(typed)))
	}
	places := s.decimals()
	text := n.FloatString(places)
	if kept, _ := new(big.Rat).SetString(text); kept.Cmp(n) != 0 {
		return nil, one(s.problem("decimals", "Typed", quoted(typed)))
	}
	if s.Type == Percent && strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return Value{text}, nil
}

func (s Spec) decimals() int {
	if s.Type == Number {
		return 0
	}
	return 2
}

// checkBounds: none of these quantities is ever below 0.
func checkBounds(s Spec, v Value, c Context) []portal.FieldError {
	most := map[Type]string{Number: mostNumber, Money: mostMoney, Percent: mostPercent}[s.Type]
	n, ok := new(big.Rat).SetString(v.First())
	if most == "" || !ok {
		return nil
	}
	least := Limit(s.Least, c.Today)
	if least == "" {
		least = "0"
	}
	if s.Most != "" {
		most = Limit(s.Most, c.Today)
	}
	name := ""
	switch {
	case less(n, least):
		name = "small"
	case less(new(big.Rat).Neg(n), "-"+most):
		name = "large"
	default:
		return nil
	}
	if least == most {
		name = "exact"
	}
	return one(s.problem(name, "Least", least, "Most", most))
}

func less(n *big.Rat, bound string) bool {
	b, ok := new(big.Rat).SetString(bound)
	return ok && n.Cmp(b) < 0
}

// Limit returns a bound of a Spec as a decimal on a day: this_year, last_year
// and next_year are years, all else stands for itself.
func Limit(rule string, today portal.Day) string {
	by := map[string]int{"last_year": -1, "this_year": 0, "next_year": 1}
	n, named := by[rule]
	if !named {
		return rule
	}
	year, err := strconv.Atoi(string(today[:min(len(today), 4)]))
	if err != nil {
		return ""
	}
	return strconv.Itoa(year + n)
}

// Signs of spoken quantities, as code points.
const (
	sayHundred  = '\u767e'
	sayThousand = '\u5343'
	sayMyriad   = '\u4e07'
	sayPoint    = '\u70b9'
	sayMinus    = '\u8d1f'
	sayTwo      = '\u4e24' // two of something
	sayPercent  = "\u767e\u5206\u4e4b"
)

// around are the signs people put around a quantity: currency, yuan, and the
// measure words of people, pieces, age, times, hours and years.
const around = "\u00a5\uffe5%\uff05\u5143\u5757\u94b1\u6574\u4eba\u53e3\u4e2a\u4f4d\u540d\u5c81\u6b21\u5e74\u6708\u5929\u5c0f\u65f6\u5957\u6237\u7ea7\u53f0\u4ef6"

// quantity reads a decimal as people write and say it: 1,234.5 with its unit,
// in Chinese numerals, or mixed.
func quantity(typed string) (*big.Rat, bool) {
	s := strings.TrimPrefix(joinedSigns(typed), sayPercent)
	s = strings.Trim(s, around)
	s, minus := strings.CutPrefix(s, "-")
	n, ok := myriads(withoutGroups(s))
	if ok && minus {
		n.Neg(n)
	}
	return n, ok
}

// joinedSigns makes signs half-width, numerals digits, and leaves out spaces.
func joinedSigns(typed string) string {
	return strings.Map(func(r rune) rune {
		if r >= '\uff01' && r <= '\uff5e' {
			r -= '\uff01' - '!'
		}
		if d, ok := digit(r); ok {
			return '0' + rune(d)
		}
		switch r {
		case sayTwo:
			return '2'
		case sayPoint, '\u3002':
			return '.'
		case sayMinus, '\u2212', '\u2013', '\u2014':
			return '-'
		}
		return r
	}, strings.Join(strings.Fields(oneNumber(Clean(typed, false))), ""))
}

// withoutGroups drops commas that part groups of three or four digits. Any other
// comma stays and makes the text unreadable: 1,5 may mean 1.5 or 15.
func withoutGroups(s string) string {
	whole, _, _ := strings.Cut(s, ".")
	groups := strings.Split(whole, ",")
	for _, g := range groups[1:] {
		if len(g) < 3 || len(g) > 4 || !digits(g) {
			return s
		}
	}
	return strings.Join(groups, "") + s[len(whole):]
}

// myriads reads what may have a ten-thousand in it: 3.5 of them, or 2 and 3000.
func myriads(s string) (*big.Rat, bool) {
	before, after, has := strings.Cut(s, string(sayMyriad))
	if !has {
		return section(s)
	}
	high, ok := section(before)
	if !ok {
		return nil, false
	}
	high.Mul(high, big.NewRat(10_000, 1))
	if after == "" {
		return high, true
	}
	low, ok := section(after)
	if !ok {
		return nil, false
	}
	if len(after) == 1 { // a lone digit counts the next lower unit: 3 myriads 5 is 35000
		low.Mul(low, big.NewRat(1000, 1))
	}
	return high.Add(high, low), true
}

// section reads below ten thousand: 1234.5, or digits with ten, hundred and
// thousand between them.
func section(s string) (*big.Rat, bool) {
	if !strings.ContainsAny(s, string([]rune{sayTen, sayHundred, sayThousand})) {
		if s == "" || strings.Trim(s, "0123456789.") != "" || strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".") {
			return nil, false
		}
		return new(big.Rat).SetString(s)
	}
	n, ok := spoken(s)
	return big.NewRat(n, 1), ok
}

// spoken adds up digits and units; units have to fall. A last digit without a
// zero before it counts the next lower unit: 1 hundred 2 is 120.
func spoken(s string) (int64, bool) {
	var sum, last int64
	waiting, unit, zero := int64(-1), int64(10_000), false
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		u := map[rune]int64{sayTen: 10, sayHundred: 100, sayThousand: 1000}[r]
		switch {
		case r == '0' && waiting < 0:
			zero = true
		case r >= '1' && r <= '9' && waiting < 0:
			waiting = int64(r - '0')
		case u > 0 && u < unit && (waiting > 0 || u == 10 && waiting < 0):
			sum, unit, last = sum+max(waiting, 1)*u, u, u
			waiting, zero = -1, false
		default:
			return 0, false
		}
	}
	if waiting > 0 && last > 10 && !zero {
		waiting *= last / 10
	}
	return sum + max(waiting, 0), true
}
