# hito: see README.md. Products go to .build/, the program is .build/hito.
#
#   make demo     everything needed, then the board of a demonstration plan
#   make check    everything needed, then every test
#   make          build; make deps: packages alone; make install PREFIX= DESTDIR=
#   make asan | format | layers | fuzz | bench | clean

PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
BUILD ?= .build
VERSION := 0.1

# Debian packages. Building and running:
PACKAGES_BUILD := gcc make pkg-config libc6-dev libncurses-dev libpq-dev \
	libreadline-dev gettext postgresql postgresql-client
# and for the tests:
PACKAGES_CHECK := libcmocka-dev libvterm-dev postgresql-15-pgtap mandoc \
	openssl

CSTD := -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wconversion -Wformat=2 -Wvla
OPT ?= -O2 -g
SAN ?=
WERROR ?=
PKGS := libpq ncursesw readline
PKG_CFLAGS = $(shell pkg-config --cflags-only-I $(PKGS) 2>/dev/null)
PKG_LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null)
# iconv(3): libc's where it has one, GNU libiconv otherwise.
ICONV_LIBS = $(shell printf '%s\n' '#include <iconv.h>' \
	'int main(void){return iconv_open("","")==0;}' | \
	$(CC) -x c - -o /dev/null 2>/dev/null || echo -liconv)

CFLAGS_ALL = $(CSTD) $(WARN) $(WERROR) $(OPT) $(SAN) -Isrc \
	-DHITO_VERSION='"$(VERSION)"' -DHITO_PREFIX='"$(PREFIX)"' \
	$(PKG_CFLAGS) $(CFLAGS)

LAYERS := base db form cmd term store import report view line batch
# What a layer links with, in the order the linker wants.
LINK_base   := base
LINK_db     := db base
LINK_form   := form base
LINK_cmd    := cmd base
LINK_term   := term base
LINK_store  := store cmd form db base
LINK_import := import store cmd form db base
LINK_report := report store cmd form db base
LINK_all    := batch view line import report store term cmd form db base

objects = $(patsubst src/%.c,$(BUILD)/obj/%.o,$(wildcard src/$(1)/*.c))
library = $(BUILD)/lib/libhito-$(1).a
libraries = $(foreach l,$(LINK_$(1)),$(call library,$(l)))
SYSTEM_LIBS = $(PKG_LIBS) $(ICONV_LIBS)

all: $(BUILD)/hito $(BUILD)/locale/en/LC_MESSAGES/hito.mo

$(BUILD)/hito: $(BUILD)/obj/main.o $(foreach l,$(LAYERS),$(call library,$(l)))
	$(CC) $(OPT) $(SAN) $(LDFLAGS) -o $@ $(BUILD)/obj/main.o \
		-Wl,--start-group $(foreach l,$(LAYERS),$(call library,$(l))) \
		-Wl,--end-group $(SYSTEM_LIBS)

define layer_rules
$(call library,$(1)): $(call objects,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$(AR) rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer_rules,$(l))))

$(BUILD)/obj/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(BUILD)/locale/%/LC_MESSAGES/hito.mo: src/po/%.po
	@mkdir -p $(@D)
	msgfmt -o $@ $<

# Unit tests: tests/unit/LAYER/NAME.c links that layer and what lies below.
UNIT := $(wildcard tests/unit/*/*.c)
UNIT_PROGRAMS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT))
define unit_rules
$(BUILD)/unit/$(1)/%: tests/unit/$(1)/%.c $(call libraries,$(1)) Makefile
	@mkdir -p $$(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -o $$@ $$< $(call libraries,$(1)) \
		$(LDFLAGS) -lcmocka $(SYSTEM_LIBS)
endef
$(foreach l,base db form cmd term store import report,$(eval $(call unit_rules,$(l))))
unit: $(UNIT_PROGRAMS)

-include tests/tests.mk

clean:
	rm -rf .build

.PHONY: all unit clean
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
