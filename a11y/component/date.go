package component

type datePart struct {
	TextFieldParams
	describedBy string
	wrong       bool
}

// dateParts turns the three parts into text fields. A part is described by its
// own example; a wrong one by the group's message as well.
func dateParts(p DateFieldParams) []datePart {
	parts := []datePart{
		datePartOf(p, "year", p.Year, WidthYear),
		datePartOf(p, "month", p.Month, WidthPart),
	}
	if !p.NoDay {
		parts = append(parts, datePartOf(p, "day", p.Day, WidthPart))
	}
	if p.Error != "" && !p.Year.Wrong && !p.Month.Wrong && !p.Day.Wrong {
		parts[0].describedBy = joinIDs(parts[0].describedBy, ErrorID(p.Name))
	}
	return parts
}

func datePartOf(p DateFieldParams, name string, part DatePart, w Width) datePart {
	full := p.Name + "." + name
	d := datePart{
		TextFieldParams: TextFieldParams{
			Field: Field{Name: full, Label: part.Label, Hint: part.Example},
			Value: part.Value, InputMode: "numeric", Width: w, NoSpelling: true,
		},
		describedBy: HintID(full),
		wrong:       part.Wrong,
	}
	if p.Birth {
		d.Autocomplete = "bday-" + name
	}
	if part.Wrong && p.Error != "" {
		d.describedBy = joinIDs(d.describedBy, ErrorID(p.Name))
	}
	return d
}
