package relation

import (
	"encoding/binary"
	"fmt"
)

// chained returns the columns of a history row in the one form that is hashed:
// names and values in order, each with its length, sealed columns as they are
// sealed. Reading a row back gives the same bytes.
func chained(sets []set) []byte {
	var out []byte
	put := func(b []byte) {
		out = binary.AppendUvarint(out, uint64(len(b)))
		out = append(out, b...)
	}
	for _, one := range sets {
		put([]byte(one.column))
		switch v := one.value.(type) {
		case string:
			put([]byte(v))
		case []byte:
			put(v)
		case int64:
			put(binary.BigEndian.AppendUint64(nil, uint64(v)))
		case nil:
			put(nil) // an empty column of bytes, read back
		default:
			panic(fmt.Sprintf("relation: column %s has a %T", one.column, v))
		}
	}
	return out
}
