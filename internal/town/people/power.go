package people

import (
	"slices"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/iin"
)

// Numbers of the town's powers of attorney; all name Moldir as attorney.
const (
	PowerGood    = "2025-000417" // of Saken, covers registration
	PowerExpired = "2023-000118" // of Saken, over since 1 March 2025
	PowerRevoked = "2025-000233" // of Saken, taken back
	PowerOther   = "2025-000902" // of Saken, for the sale of a car only
	PowerAnother = "2025-000555" // of Viktor, covers registration
)

func powers() []applicant.Power {
	saken, moldir, viktor := person("820611904300"), person("910307904406"), person("600927901715")
	return []applicant.Power{
		{Number: PowerGood, Principal: saken, Attorney: moldir, From: day("2025-01-10"), Until: day("2030-01-10"), Covers: true},
		{Number: PowerExpired, Principal: saken, Attorney: moldir, From: day("2023-03-01"), Until: day("2025-02-28"), Covers: true},
		{Number: PowerRevoked, Principal: saken, Attorney: moldir, From: day("2025-01-05"), Revoked: true, Covers: true},
		{Number: PowerOther, Principal: saken, Attorney: moldir, From: day("2025-01-20"), Until: day("2030-01-20")},
		{Number: PowerAnother, Principal: viktor, Attorney: moldir, From: day("2025-01-15"), Until: day("2030-01-15"), Covers: true},
	}
}

// Power finds a power of attorney by its number.
func (b *Book) Power(number string) (applicant.Power, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	i := b.power(number)
	if i < 0 {
		return applicant.Power{}, false
	}
	return b.s.Powers[i], true
}

// Powers lists all powers of attorney.
func (b *Book) Powers() []applicant.Power {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Clone(b.s.Powers)
}

// PowersOf lists the powers of attorney that a person gave or holds.
func (b *Book) PowersOf(number iin.IIN) (list []applicant.Power) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, p := range b.s.Powers {
		if p.Principal == number || p.Attorney == number {
			list = append(list, p)
		}
	}
	return list
}

// Empower has a notary write a power of attorney down; one of that number is written anew.
func (b *Book) Empower(p applicant.Power) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if i := b.power(p.Number); i >= 0 {
		b.s.Powers[i] = p
	} else {
		b.s.Powers = append(b.s.Powers, p)
	}
	return b.save()
}

// Revoke takes a power of attorney back.
func (b *Book) Revoke(number string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := b.power(number)
	if i < 0 {
		return errNobody
	}
	b.s.Powers[i].Revoked = true
	return b.save()
}

// power is called with the lock held.
func (b *Book) power(number string) int {
	return slices.IndexFunc(b.s.Powers, func(p applicant.Power) bool { return p.Number == number })
}
