package store_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// tickets returns a list of n marks spread over all there can be.
func tickets(round string, n int) ticket.List {
	marks := make([]ticket.Mark, n)
	for i := range marks {
		binary.BigEndian.PutUint64(marks[i][:], uint64(i+1)*0x9e3779b97f4a7c15) // odd: no two alike
	}
	return ticket.NewList(round).With(marks)
}

// writeTickets writes the sample with a list for its round and one more.
func writeTickets(t testing.TB, lists ...ticket.List) string {
	t.Helper()
	c, rounds := sample()
	path := filepath.Join(t.TempDir(), "catalog.db")
	if err := store.WriteCatalogue(t.Context(), path, c, withSecond(rounds), lists...); err != nil {
		t.Fatal(err)
	}
	return path
}

func withSecond(rounds []vote.Round) []vote.Round {
	second := rounds[0]
	second.ID = "second"
	return append([]vote.Round{second}, rounds...)
}

func firstRound() string {
	_, rounds := sample()
	return rounds[0].ID
}

func TestTickets(t *testing.T) {
	round := firstRound()
	l, other := tickets(round, 1234), ticket.NewList("second")
	c := openCatalogue(t, writeTickets(t, other, l))
	if err := c.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []ticket.List{l, other} {
		got, ok, err := c.Tickets(t.Context(), want.Round)
		if err != nil || !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d marks, %v, %v", want.Round, len(got.Marks), ok, err)
		}
		head, ok, err := c.TicketList(t.Context(), want.Round)
		if err != nil || !ok || head.Marks != nil || head.Salt != want.Salt || head.Cost != want.Cost || head.Round != want.Round {
			t.Errorf("%s: head %v, %v, %v", want.Round, head, ok, err)
		}
	}
	if _, ok, err := c.TicketList(t.Context(), "nowhere"); ok || err != nil {
		t.Errorf("list of no round: %v, %v", ok, err)
	}
	for i, m := range l.Marks {
		checkTicket(t, c, round, m, true)
		checkTicket(t, c, "second", m, false)
		m[7] ^= 1
		checkTicket(t, c, round, m, l.Has(m))
		if i == 0 {
			checkTicket(t, c, round, ticket.Mark{}, false)
		}
	}
	checkTicket(t, c, round, ticket.Mark(bytes.Repeat([]byte{0xff}, 8)), false)
}

func checkTicket(t *testing.T, c *store.Catalogue, round string, m ticket.Mark, want bool) {
	t.Helper()
	if has, err := c.HasTicket(t.Context(), round, m); has != want || err != nil {
		t.Errorf("mark %s in %s: %v, %v", m, round, has, err)
	}
}

func TestTicketsDoNotMoveBytes(t *testing.T) {
	a, b := tickets(firstRound(), 5000), tickets("second", 3)
	one, err := os.ReadFile(writeTickets(t, a, b))
	if err != nil {
		t.Fatal(err)
	}
	two, err := os.ReadFile(writeTickets(t, b, a))
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("the same lists give other bytes, %v", err)
	}
}

// TestTicketsAreSmall holds the plan's bound of 12 bytes for each of a million.
func TestTicketsAreSmall(t *testing.T) {
	const million = 1_000_000
	size := func(lists ...ticket.List) int64 {
		info, err := os.Stat(writeTickets(t, lists...))
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	each := float64(size(tickets(firstRound(), million))-size()) / million
	t.Logf("%.2f bytes a ticket", each)
	if each > 12 {
		t.Errorf("%.2f bytes a ticket", each)
	}
}

func TestWriteRefusesTickets(t *testing.T) {
	c, rounds := sample()
	unsorted := tickets(firstRound(), 3)
	unsorted.Marks[0] = unsorted.Marks[2]
	for name, lists := range map[string][]ticket.List{
		"unknown round": {tickets("nowhere", 3)},
		"two lists":     {tickets(firstRound(), 3), tickets(firstRound(), 4)},
		"unsorted":      {unsorted},
	} {
		path := filepath.Join(t.TempDir(), "catalog.db")
		if err := store.WriteCatalogue(t.Context(), path, c, rounds, lists...); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}

func TestCheckFindsDamagedTickets(t *testing.T) {
	l := tickets(firstRound(), 2000)
	for name, spoil := range map[string]func(path string, data []byte){
		"order": func(path string, data []byte) { poke(t, path, at(t, data, l.Marks[700]), l.Marks[5][:]...) },
		"first": func(path string, data []byte) { poke(t, path, at(t, data, l.Marks[500])+7, ^l.Marks[500][7]) },
	} {
		t.Run(name, func(t *testing.T) {
			path := writeTickets(t, l)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			spoil(path, data)
			checkDamaged(t, path)
		})
	}
}

// at finds the last place of a mark in a file.
func at(t *testing.T, data []byte, m ticket.Mark) int64 {
	t.Helper()
	i := bytes.LastIndex(data, m[:])
	if i < 0 {
		t.Fatalf("mark %s is not in the file", m)
	}
	return int64(i)
}

// TestFormerCatalogueOpens reads a file of format 1, which knows no tickets.
func TestFormerCatalogueOpens(t *testing.T) {
	c := openCatalogue(t, filepath.Join("testdata", "catalog-v1.db"))
	if err := c.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := c.TicketList(t.Context(), firstRound()); ok || err != nil {
		t.Errorf("tickets: %v, %v", ok, err)
	}
	checkTicket(t, c, firstRound(), ticket.Mark{}, false)
	whole, rounds, err := c.Whole(t.Context())
	if err != nil || len(whole.Products) == 0 || len(rounds) == 0 {
		t.Errorf("%d products, %d rounds, %v", len(whole.Products), len(rounds), err)
	}
	if _, _, err := c.Tickets(cancelled(t), firstRound()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func cancelled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
