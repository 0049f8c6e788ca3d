package component

func tagClass(k TagKind) string {
	if k == "" {
		k = TagPlain
	}
	return "tag " + string(k)
}
