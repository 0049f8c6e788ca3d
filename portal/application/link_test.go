package application_test

import "changban/portal/store/relation"

// linkTo is the row of a second way in to the same person, such as another phone:
// it files as the person and sees everything.
func linkTo(identity, person string) relation.Statement {
	return relation.Statement{
		SQL: "insert into link (identity, person, relation, capacity, level, confirmed, valid_to, start_key, created)" +
			" values ($1, $2, 'other', 'self', 2, 1, '', 'test', 1)",
		Args: []any{identity, person},
	}
}
