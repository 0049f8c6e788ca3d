package locales

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A day is written YYYY-MM-DD and a month YYYY-MM in every function below; what
// cannot be read comes back as it was given, so that a page never breaks on it.
// Words and order of parts come from the messages format.*.

// Date writes a day with its weekday: 12 月 15 日（星期二）. The year is added
// when it is not the year of today; today may be "" to have it always.
func (l *Localizer) Date(day, today string) string {
	return l.date("format.date.weekday", "format.date.year_weekday", day, today)
}

// DateShort writes a day without its weekday; the year as in Date.
func (l *Localizer) DateShort(day, today string) string {
	return l.date("format.date.plain", "format.date.year", day, today)
}

func (l *Localizer) date(id, withYear, day, today string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return l.wrap(day)
	}
	data := l.dateValues(t)
	if !strings.HasPrefix(today, day[:4]) {
		id = withYear
	}
	if strings.HasSuffix(id, "weekday") {
		data["Weekday"] = l.T(weekdayID(t.Weekday()))
	}
	return l.Tp(id, data)
}

// Weekday writes the day of the week: 星期二.
func (l *Localizer) Weekday(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return l.wrap(day)
	}
	return l.T(weekdayID(t.Weekday()))
}

func weekdayID(d time.Weekday) string { return "format.weekday." + strconv.Itoa(int(d)) }

// DateTime writes an instant: 11 月 23 日 10:24. The caller has put t into the
// portal's zone; the year as in Date.
func (l *Localizer) DateTime(t time.Time, today string) string {
	id := "format.time.plain"
	if !strings.HasPrefix(today, t.Format("2006")) {
		id = "format.time.year"
	}
	data := l.dateValues(t)
	data["Clock"] = t.Format("15:04")
	return l.Tp(id, data)
}

// Clock writes the time of day of an instant in the portal's zone: 10:24.
func (l *Localizer) Clock(t time.Time) string { return l.wrap(t.Format("15:04")) }

// Month writes a month with its year: 2031 年 3 月.
func (l *Localizer) Month(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return l.wrap(month)
	}
	return l.Tp("format.month", map[string]any{"Year": t.Year(), "Month": int(t.Month())})
}

// dateValues hands years over as they are: no grouping marks. The day takes the
// ending that its number asks for before the word day.
func (l *Localizer) dateValues(t time.Time) map[string]any {
	return map[string]any{"Year": t.Year(), "Month": int(t.Month()), "Day": l.ended("format.day.", t.Day())}
}

// Yuan writes an amount in whole yuan: 110 元; 1,100 юань.
func (l *Localizer) Yuan(yuan int64) string {
	return l.yuan(strconv.FormatInt(yuan, 10))
}

func (l *Localizer) yuan(amount string) string {
	return l.Tp("format.money.yuan", map[string]any{"Amount": l.grouped(amount)})
}

// Fen writes an amount kept in fen (1/100 yuan): 110 元, 110.50 元.
func (l *Localizer) Fen(fen int64) string {
	if fen%100 == 0 {
		return l.Yuan(fen / 100)
	}
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	return l.yuan(fmt.Sprintf("%s%d.%02d", sign, fen/100, fen%100))
}

// FenMonthly writes an amount in fen that is paid every month: 每月 110 元.
func (l *Localizer) FenMonthly(fen int64) string {
	return l.Tp("format.money.monthly", map[string]any{"Money": l.Fen(fen)})
}

// WorkingDays writes a number of working days: 16 个工作日.
func (l *Localizer) WorkingDays(n int) string { return l.Plural("format.days.working", n, nil) }

// LimitDays writes a number of days of a promise: calendar days when every day
// counts in it, else working days.
func (l *Localizer) LimitDays(n int, everyDay bool) string {
	if everyDay {
		return l.Days(n)
	}
	return l.WorkingDays(n)
}

// Days writes a number of calendar days: 30 天.
func (l *Localizer) Days(n int) string { return l.Plural("format.days.calendar", n, nil) }

// Minutes writes how long something takes: 约 15 分钟.
func (l *Localizer) Minutes(n int) string { return l.Plural("format.minutes", n, nil) }

// Years writes an age: 62 岁.
func (l *Localizer) Years(n int) string { return l.Plural("format.years", n, nil) }

// FileSize writes a number of bytes in the unit readers know from their phones,
// 1024 bytes to the KB: 312 KB, 1.2 MB.
func (l *Localizer) FileSize(bytes int64) string {
	const kb, mb = 1 << 10, 1 << 20
	if bytes < mb {
		n := max(1, int64(math.Round(float64(bytes)/kb)))
		return l.Tp("format.size.kb", map[string]any{"Size": n})
	}
	size := strconv.FormatFloat(float64(bytes)/mb, 'f', 1, 64)
	return l.Tp("format.size.mb", map[string]any{"Size": strings.TrimSuffix(size, ".0")})
}

// List joins items as a sentence does: 甲、乙、丙.
func (l *Localizer) List(items []string) string {
	return l.wrap(strings.Join(items, l.T("format.list.separator")))
}

// Phone groups a mobile number 3-4-4 and leaves other numbers as they are.
func (l *Localizer) Phone(number string) string {
	if len(number) == 11 && number[0] == '1' {
		return l.wrap(group(number, 3, 4, 4))
	}
	return l.wrap(number)
}

// IDNumber groups a resident ID 6-8-4: place, birthday, rest.
func (l *Localizer) IDNumber(number string) string { return l.wrap(group(number, 6, 8, 4)) }

// CardNumber groups a disability card number: the resident ID 6-8-4, then kind
// and level, then the number of replacements if there is one.
func (l *Localizer) CardNumber(number string) string { return l.wrap(group(number, 6, 8, 4, 2, 2)) }

// Reference groups a case or ticket number 4-4-4 (contract §5).
func (l *Localizer) Reference(number string) string { return l.wrap(group(number, 4, 4, 4)) }

// BankAccount groups an account number in fours, as it stands on the card.
func (l *Localizer) BankAccount(number string) string {
	return l.wrap(group(number, 4, 4, 4, 4, 4, 4, 4, 4))
}

// group cuts s into runs of the given sizes, with the rest as last run.
func group(s string, sizes ...int) string {
	var parts []string
	for _, n := range sizes {
		if s == "" {
			break
		}
		end := runeEnd(s, n)
		parts, s = append(parts, s[:end]), s[end:]
	}
	if s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

// runeEnd is the byte after n runes: masked numbers carry signs wider than a
// byte.
func runeEnd(s string, n int) int {
	end := 0
	for i := 0; i < n && end < len(s); i++ {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return end
}
