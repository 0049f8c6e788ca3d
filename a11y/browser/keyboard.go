package browser

// Stop is one place where Tab comes to rest.
type Stop struct {
	Tag, ID string
	Role    string // as a screen reader gets it
	Name    string
	backend int
}

// TabStops presses Tab to the end of the page and returns where it rests, in
// order. It begins at the top or, on a page that takes the focus (an error
// summary), from there. It works with script off.
func (p *Page) TabStops() []Stop {
	p.t.Helper()
	var stops []Stop
	for range 400 {
		p.Press("Tab")
		ids := p.nodes(":focus")
		if len(ids) == 0 {
			if len(stops) > 0 {
				return stops // past the end
			}
			continue
		}
		stop := p.stop(ids[len(ids)-1])
		if len(stops) > 0 && stops[0].backend == stop.backend {
			return stops
		}
		stops = append(stops, stop)
	}
	p.t.Fatalf("browser: Tab never came round on %s", p.URL())
	return nil
}

func (p *Page) stop(node int) Stop {
	p.t.Helper()
	var answer struct {
		Node struct {
			LocalName     string
			BackendNodeID int
			Attributes    []string
		}
	}
	p.send("DOM.describeNode", object{"nodeId": node}, &answer)
	stop := Stop{Tag: answer.Node.LocalName, backend: answer.Node.BackendNodeID}
	for i := 0; i+1 < len(answer.Node.Attributes); i += 2 {
		if answer.Node.Attributes[i] == "id" {
			stop.ID = answer.Node.Attributes[i+1]
		}
	}
	ax := p.ax(node)
	stop.Role, stop.Name = ax.role, ax.name
	return stop
}
