package relation

import (
	"strconv"
	"strings"

	"changban/portal"
)

// set is a column and the value written to it.
type set struct {
	column string
	value  any
}

func actorSets(a portal.Actor) []set {
	return []set{{"actor_kind", string(a.Kind)}, {"actor", a.ID}, {"channel", string(a.Channel)},
		{"language", a.Language}, {"mode", a.Mode}}
}

func insert(table string, sets []set) Statement {
	names, marks, args := columns(sets)
	return Statement{SQL: "insert into " + table + " (" + names + ") values (" + marks + ")", Args: args}
}

// insertRows inserts several rows of the same columns; there is at least one.
func insertRows(table string, rows [][]set) Statement {
	names, _, _ := columns(rows[0])
	s := Statement{SQL: "insert into " + table + " (" + names + ") values "}
	var places []string
	var args []any
	for _, row := range rows {
		places = append(places, "("+marks(len(row))+")")
		for _, one := range row {
			args = append(args, one.value)
		}
	}
	return s.and(strings.Join(places, ", "), args...)
}

// insertOnce leaves a row that is there already as it is.
func insertOnce(table string, sets []set) Statement {
	s := insert(table, sets)
	s.SQL += " on conflict do nothing"
	return s
}

// insertFrom inserts the values only if the condition, whose placeholders are
// written as ?, finds a row.
func insertFrom(table string, sets []set, condition string, args ...any) Statement {
	names, marks, values := columns(sets)
	s := Statement{SQL: "insert into " + table + " (" + names + ") select " + marks + " ", Args: values}
	return s.and(condition, args...)
}

// update changes the rows that fit the condition.
func update(table string, sets []set, condition string, args ...any) Statement {
	s := Statement{SQL: "update " + table + " set "}
	for i, one := range sets {
		if i > 0 {
			s.SQL += ", "
		}
		s = s.and(one.column+" = ?", one.value)
	}
	s.SQL += " where "
	return s.and(condition, args...)
}

// query builds a statement from text with ? for each argument.
func query(text string, args ...any) Statement { return Statement{}.and(text, args...) }

// and appends text, numbering its ? after the arguments there are.
func (s Statement) and(text string, args ...any) Statement {
	var b strings.Builder
	b.WriteString(s.SQL)
	n := len(s.Args)
	for _, r := range text {
		if r != '?' {
			b.WriteRune(r)
			continue
		}
		n++
		b.WriteString("$" + strconv.Itoa(n))
	}
	s.SQL = b.String()
	s.Args = append(s.Args[:len(s.Args):len(s.Args)], args...)
	return s
}

func (s Statement) must() Statement {
	s.Must = true
	return s
}

func columns(sets []set) (names, marks string, args []any) {
	var n, m strings.Builder
	for i, one := range sets {
		if i > 0 {
			n.WriteString(", ")
			m.WriteString(", ")
		}
		n.WriteString(one.column)
		m.WriteString("$" + strconv.Itoa(i+1))
		args = append(args, one.value)
	}
	return n.String(), m.String(), args
}

// marks returns n question marks for an "in" list.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}
