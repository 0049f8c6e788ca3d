package component

func noticeClass(k NoticeKind) string {
	if k == "" {
		k = NoticePlain
	}
	return "notice " + string(k)
}
