package people

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
)

// Book is the country as it stands. It may be used by several goroutines; what it gives out is the caller's own.
type Book struct {
	path string // "" keeps nothing

	mu       sync.RWMutex
	s        state
	byIIN    map[iin.IIN]int
	byHandle map[string]int
	byPhone  map[string]int
	byOwner  map[iin.Party][]int // into Dwellings
	byTenant map[iin.IIN][]int   // into Dwellings of the State
	byRKA    map[address.RKA]int // into Dwellings
}

// Open takes the country up from the file, or begins it. An empty path keeps nothing.
func Open(path string) (*Book, error) {
	b := &Book{path: path}
	if err := b.load(); err != nil {
		return nil, err
	}
	b.reindex()
	return b, nil
}

func born() state {
	s := state{Residents: residents(), Organisations: organisations(), Addresses: addresses(), Powers: powers()}
	s.Dwellings = dwellings(s.Residents, s.Organisations, s.Addresses)
	return s
}

func (b *Book) load() error {
	if b.path == "" {
		b.s = born()
		return nil
	}
	raw, err := os.ReadFile(b.path)
	if errors.Is(err, fs.ErrNotExist) {
		b.s = born()
		return nil
	}
	if err != nil {
		return fmt.Errorf("the town's people: %w", err)
	}
	if err := json.Unmarshal(raw, &b.s); err != nil {
		return fmt.Errorf("the town's people: %w", err)
	}
	return nil
}

func (b *Book) save() error {
	if b.path == "" {
		return nil
	}
	raw, err := json.Marshal(b.s)
	if err != nil {
		return fmt.Errorf("the town's people: %w", err)
	}
	if err := os.WriteFile(b.path+".new", raw, 0o600); err != nil {
		return fmt.Errorf("the town's people: %w", err)
	}
	return os.Rename(b.path+".new", b.path)
}

// reindex is called with the lock held, or before the book is shared.
func (b *Book) reindex() {
	b.byIIN, b.byHandle = map[iin.IIN]int{}, map[string]int{}
	b.byTenant = map[iin.IIN][]int{}
	b.byOwner, b.byRKA, b.byPhone = map[iin.Party][]int{}, map[address.RKA]int{}, map[string]int{}
	for i, r := range b.s.Residents {
		b.byIIN[r.Person.IIN], b.byHandle[r.Handle] = i, i
		if r.Phone != "" {
			b.byPhone[r.Phone] = i
		}
	}
	for i, d := range b.s.Dwellings {
		b.byRKA[d.RKA] = i
		for _, o := range d.Owners {
			b.byOwner[o.Party] = append(b.byOwner[o.Party], i)
		}
		for _, t := range d.Tenants {
			if d.StateRental {
				b.byTenant[t] = append(b.byTenant[t], i)
			}
		}
	}
}

// Residents lists everybody, the main characters first.
func (b *Book) Residents() []Resident {
	b.mu.RLock()
	defer b.mu.RUnlock()
	all := make([]Resident, len(b.s.Residents))
	for i, r := range b.s.Residents {
		all[i] = r.clone()
	}
	return all
}

// Resident finds somebody by handle.
func (b *Book) Resident(handle string) (Resident, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	i, ok := b.byHandle[handle]
	if !ok {
		return Resident{}, false
	}
	return b.s.Residents[i].clone(), true
}

// ByIIN finds somebody by number.
func (b *Book) ByIIN(number iin.IIN) (Resident, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	i, ok := b.byIIN[number]
	if !ok {
		return Resident{}, false
	}
	return b.s.Residents[i].clone(), true
}

// ByPhone finds somebody by the number that BMG knows.
func (b *Book) ByPhone(phone string) (Resident, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	i, ok := b.byPhone[phone]
	if !ok {
		return Resident{}, false
	}
	return b.s.Residents[i].clone(), true
}

// Organisations lists the legal entities.
func (b *Book) Organisations() []Organisation {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Clone(b.s.Organisations)
}

// Organisation finds a legal entity.
func (b *Book) Organisation(bin iin.BIN) (Organisation, bool) {
	for _, o := range b.Organisations() {
		if o.BIN == bin {
			return o, true
		}
	}
	return Organisation{}, false
}

// Dwellings lists what somebody owns.
func (b *Book) Dwellings() []dwelling.Dwelling {
	b.mu.RLock()
	defer b.mu.RUnlock()
	all := make([]dwelling.Dwelling, len(b.s.Dwellings))
	for i, d := range b.s.Dwellings {
		all[i] = clone(d)
	}
	return all
}

// Dwelling finds a dwelling by code.
func (b *Book) Dwelling(rka address.RKA) (dwelling.Dwelling, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	i, ok := b.byRKA[rka]
	if !ok {
		return dwelling.Dwelling{}, false
	}
	return clone(b.s.Dwellings[i]), true
}

// Named finds a dwelling by the name it has in the town's story, such as [ThreeOwners].
func (b *Book) Named(name string) (dwelling.Dwelling, bool) { return b.Dwelling(RKA(name)) }

// HeldBy lists the dwellings that a party owns, and those of the State that he rents.
func (b *Book) HeldBy(p iin.Party) []dwelling.Dwelling {
	found := b.OwnedBy(p)
	tenant, ok := p.Person()
	if !ok {
		return found
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, i := range b.byTenant[tenant] {
		if b.s.Dwellings[i].Owns(p) {
			continue
		}
		found = append(found, clone(b.s.Dwellings[i]))
	}
	return found
}

// OwnedBy lists the dwellings of a party.
func (b *Book) OwnedBy(p iin.Party) []dwelling.Dwelling {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var found []dwelling.Dwelling
	for _, i := range b.byOwner[p] {
		found = append(found, clone(b.s.Dwellings[i]))
	}
	return found
}

// Find searches the address register, at most most addresses.
func (b *Book) Find(q address.Query, most int) (found []address.Address, more bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for i := range b.s.Addresses {
		a := &b.s.Addresses[i]
		if !q.RKA.IsZero() && q.RKA != a.RKA && q.RKA != a.Building || !address.Match(q, *a) {
			continue
		}
		if len(found) == most {
			return found, true
		}
		found = append(found, *a)
	}
	return found, false
}

// Add settles further residents, dwellings and addresses, for tests and load.
func (b *Book) Add(rs []Resident, ds []dwelling.Dwelling, as []address.Address) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.s.Residents = append(b.s.Residents, rs...)
	b.s.Dwellings = append(b.s.Dwellings, ds...)
	b.s.Addresses = append(b.s.Addresses, as...)
	b.reindex()
	return b.save()
}

func (r Resident) clone() Resident {
	r.Posts = slices.Clone(r.Posts)
	r.Person.Documents = slices.Clone(r.Person.Documents)
	r.Person.Kin = slices.Clone(r.Person.Kin)
	return r
}

func clone(d dwelling.Dwelling) dwelling.Dwelling {
	d.Tenants, d.Owners, d.Bans = slices.Clone(d.Tenants), slices.Clone(d.Owners), slices.Clone(d.Bans)
	return d
}

var errNobody = fault.New(fault.NotFound, "no such resident, dwelling or owner in the town")
