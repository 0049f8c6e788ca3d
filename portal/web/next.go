package web

// Then sets what the page says, in elder mode, of what comes next: words of
// messages that take no values, one sentence each.
func (p *Page) Then(ids ...string) {
	p.Next = make([]string, len(ids))
	for i, id := range ids {
		p.Next[i] = p.T(id)
	}
}

// next is what stands at the end of every resident's page in elder mode: what
// comes next, and that one may stop (design 6). A page that says nothing itself
// says what fits its kind, so that none is silent.
func (p *Page) next() []string {
	switch {
	case !p.Preference.Elder:
		return nil
	case p.Next != nil && !p.Failed:
		return p.Next
	case p.Failed:
		return []string{p.T(p.failedNext()), p.T("frame.next.phone")}
	}
	if p.Question {
		return []string{p.T("frame.next.question"), p.T("frame.next.stop")}
	}
	return []string{p.T("frame.next." + p.kind()), p.T("frame.next.ask")}
}

// failedNext: a form is put right and sent again; an error page leads on by its
// links.
func (p *Page) failedNext() string {
	if p.wrong {
		return "frame.next.error"
	}
	return "frame.next.failed"
}

// kind is what the page is to its reader, questions apart.
func (p *Page) kind() string {
	if p.Menu != MenuNone {
		return string(p.Menu)
	}
	return "read"
}
