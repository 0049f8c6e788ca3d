package locales

// Named returns a proper name that is data in Chinese tables: a place, a street,
// an office. The tables stay the source, since people search by them and an
// overlay may change them; place.* and unit.* say the same Chinese once more
// only so that translators, review state and linter treat names like all words.
// A translation counts only while its Chinese is that of the table: a name
// changed there is shown as it stands.
func (l *Localizer) Named(id, chinese string) string {
	if l.Names(id, chinese) {
		return l.T(id)
	}
	return l.wrap(chinese)
}

// Names reports whether this language has its own words for a name of the
// tables.
func (l *Localizer) Names(id, chinese string) bool {
	source, ok := l.bundle.plain[Source].flat[id]
	return l.owns(id) && ok && source == chinese
}
