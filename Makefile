# hito: see README.md. Products go to .build/, the program is .build/hito.
#
#   make demo     everything needed, then the board of a demonstration plan
#   make check    everything needed, then every test
#   make trials   what check tries, twenty times as long, and the other servers
#   make          build; make deps: packages alone; make install PREFIX= DESTDIR=
#   make deb      Debian packages; make dist: the sources as a tarball
#   make doc      the manuals as one page of HTML and one PDF
#   make asan | format | layers | po | fuzz | bench | clean

PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= .build
VERSION := 0.1
FUZZ_SECONDS ?= 60
ifeq ($(origin CC),default)
CC := gcc
endif

# Debian packages; NN is the version that this machine has or would install
# (below). Building and running:
PACKAGES_BUILD := gcc make pkg-config libc6-dev libncurses-dev libpq-dev \
	libreadline-dev gettext postgresql \
	libcairo2-dev libpango1.0-dev libxlsxwriter-dev \
	libzip-dev libexpat1-dev zlib1g-dev \
	fonts-lato fonts-dejavu-core
# the tests:
PACKAGES_CHECK := libcmocka-dev libvterm-dev postgresql-NN-pgtap mandoc \
	openssl poppler-utils qpdf unzip
# the fuzzers, the formatter, the packages, the peers of the benches, the manuals:
PACKAGES_FUZZ := clang libclang-rt-NN-dev
PACKAGES_FORMAT := clang-format
PACKAGES_DEB := build-essential debhelper lintian mandoc
PACKAGES_BENCH := pspg xlsx2csv gnumeric
PACKAGES_DOC := mandoc groff

CSTD := -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wconversion -Wformat=2 -Wvla
OPT ?= -O2 -g
SAN ?=
TEST_OPT ?=
WERROR ?=
PKGS := libpq ncursesw readline
PKG_CFLAGS = $(shell pkg-config --cflags-only-I $(PKGS) 2>/dev/null)
PKG_LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null)
# iconv(3): libc's where it has one, GNU libiconv otherwise.
HASH := \#
ICONV_LIBS = $(shell printf '%s\n' '$(HASH)include <iconv.h>' \
	'int main(void){return iconv_open("","")==0;}' | \
	$(CC) -x c - -o /dev/null 2>/dev/null || echo -liconv)

CFLAGS_ALL = $(CSTD) $(WARN) $(WERROR) $(OPT) $(SAN) -Isrc \
	-DHITO_VERSION='"$(VERSION)"' -DHITO_PREFIX='"$(PREFIX)"' \
	$(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
# Asked once: each $(shell) in a recursive variable would run per command.
ifneq ($(filter-out deps clean format layers dist deb,$(or $(MAKECMDGOALS),all)),)
CFLAGS_ALL := $(CFLAGS_ALL)
SYSTEM_LIBS := $(PKG_LIBS) $(ICONV_LIBS)
endif

LAYERS := base db form cmd term store import report publish screen place line batch
# What a layer links with, in the order the linker wants.
LINK_base   := base
LINK_db     := db base
LINK_form   := form base
LINK_cmd    := cmd base
LINK_term   := term base
LINK_store  := store cmd form db base
LINK_import := import store cmd form db base
LINK_report := report store cmd form db base
LINK_publish := publish report store form db base
LINK_screen := screen store term cmd form db base
LINK_place  := place screen import report store term cmd form db base

# A place may be a folder. The program takes nothing of workbook: that is a
# module, and a library of tests alone.
sources = $(wildcard $(if $(filter workbook,$(1)),src/import/workbook/*.c,\
	src/$(1)/*.c $(if $(filter place,$(1)),src/place/*/*.c)))
objects = $(patsubst src/%.c,$(BUILD)/obj/%.o,$(call sources,$(1))) \
	$(if $(filter base,$(1)),$(BUILD)/obj/po/served.o) \
	$(if $(filter db,$(1)),$(BUILD)/obj/po/edition.o)
library = $(BUILD)/lib/libhito-$(1).a
libraries = $(foreach l,$(LINK_$(1)),$(call library,$(l)))
ALL_LIBS := $(foreach l,$(LAYERS) workbook,$(call library,$(l)))
GROUP := -Wl,--start-group $(ALL_LIBS) -Wl,--end-group
MO := $(patsubst src/po/%.po,.build/locale/%/LC_MESSAGES/hito.mo,\
	$(wildcard src/po/*.po))

# What needs a large library: a shared object each, loaded only when asked for,
# with an own copy of what it needs of the layers below.
MODULES := pdf xlsx ods workbook
PKGS_pdf := pangocairo cairo
PKGS_xlsx := xlsxwriter
PKGS_ods := libzip
PKGS_workbook := libzip expat zlib
FOLDER_pdf := report/pdf
FOLDER_xlsx := report/xlsx
FOLDER_ods := report/ods
FOLDER_workbook := import/workbook
COPIES_report := chart.c contents.c picture.c stamp.c
COPIES_import := numfmt.c numfmt_show.c
MODULE_FILES := $(foreach m,$(MODULES),$(BUILD)/hito-$(m).so)
module_layer = $(firstword $(subst /, ,$(FOLDER_$(1))))
module_sources = $(wildcard src/$(FOLDER_$(1))/*.c) \
	$(addprefix src/$(module_layer)/,$(COPIES_$(module_layer))) \
	$(filter-out src/base/served.c,$(wildcard src/base/*.c))
module_objects = $(patsubst src/%.c,$(BUILD)/pic/%.o,$(module_sources))

all: $(BUILD)/hito $(MODULE_FILES) $(MO)

$(BUILD)/hito: $(BUILD)/obj/main.o $(ALL_LIBS)
	$(CC) $(OPT) $(SAN) $(LDFLAGS) -o $@ $(BUILD)/obj/main.o $(GROUP) \
		$(SYSTEM_LIBS)

define layer_rules
$(call library,$(1)): $(call objects,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$(AR) qcs $$@ $$^
endef
$(foreach l,$(LAYERS) workbook,$(eval $(call layer_rules,$(l))))

define module_rules
$(BUILD)/pic/$(FOLDER_$(1))/%.o: MODULE_FLAGS = $$(patsubst -I%,-isystem %,\
	$$(shell pkg-config --cflags-only-I $$(PKGS_$(1)) 2>/dev/null))
$(BUILD)/hito-$(1).so: $(call module_objects,$(1))
	$(CC) $(OPT) $(SAN) $(LDFLAGS) -shared \
		$(if $(SAN),,-Wl,-z,defs) -o $$@ $$^ \
		$$$$(pkg-config --libs $$(PKGS_$(1)) 2>/dev/null) $(ICONV_LIBS) -lm
endef
$(foreach m,$(MODULES),$(eval $(call module_rules,$(m))))

$(BUILD)/pic/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -fPIC -fvisibility=hidden $(MODULE_FLAGS) \
		-MMD -MP -c -o $@ $<

# Other flags, other objects: PREFIX is compiled in.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(CC) $(subst ','\'',$(CFLAGS_ALL))' | \
		cmp -s - $@ || printf '%s\n' \
		'$(CC) $(subst ','\'',$(CFLAGS_ALL))' >$@

$(BUILD)/obj/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# The texts that do not stand in C.
SERVED := src/po/served.awk \
	$(sort $(shell find forms sql/code sql/schema -type f))
$(BUILD)/po/served.c: $(SERVED)
	@mkdir -p $(@D)
	LC_ALL=C awk -f $^ >$@.new
	mv $@.new $@
# Which schema this program is of: on a clerk's machine there is none of sql/.
SCHEMA_FILES := $(wildcard sql/schema/[0-9][0-9][0-9][0-9]_*.sql)
$(BUILD)/po/edition.c: $(SCHEMA_FILES)
	@mkdir -p $(@D)
	printf '%s\n' '/* Made by the Makefile. */' '#include "db/migrate.h"' '' \
		'const int migrate_schema_files = $(words $(SCHEMA_FILES));' >$@
$(BUILD)/obj/po/served.o $(BUILD)/obj/po/edition.o: \
	$(BUILD)/obj/po/%.o: $(BUILD)/po/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

.build/locale/%/LC_MESSAGES/hito.mo: src/po/%.po
	@mkdir -p $(@D)
	msgfmt -o $@ $<

# ---- tests

# tests/unit/LAYER/NAME.c links that layer and what lies below.
UNIT := $(wildcard tests/unit/*/*.c)
UNIT_PROGRAMS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT))
define unit_rules
$(BUILD)/unit/$(1)/%: tests/unit/$(1)/%.c $(call libraries,$(1)) $(BUILD)/flags
	@mkdir -p $$(@D)
	$(CC) $(CFLAGS_ALL) $(TEST_OPT) -Itests/lib -MMD -MP -o $$@ $$< \
		$(call libraries,$(1)) $(LDFLAGS) -lcmocka $(SYSTEM_LIBS) -lm
endef
$(foreach l,base db form cmd term store import report publish screen place,\
	$(eval $(call unit_rules,$(l))))

# Programs of the other test folders link everything, and tests/lib.
TEST_LIB := $(patsubst tests/%.c,$(BUILD)/tests/%.o,\
	$(filter-out tests/lib/harness.c tests/lib/replay.c tests/lib/synced.c,\
	$(wildcard tests/lib/*.c)))
# What stands between a program and the system (LD_PRELOAD).
TEST_SHIMS := $(BUILD)/tests/lib/synced.so
programs = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/$(1)/*.c))
TEST_PROGRAMS := $(foreach d,form screen line import report fault,\
	$(call programs,$(d))) $(BUILD)/tests/lib/harness
BENCH_PROGRAMS := $(call programs,bench)
# The fuzzers' entry points, replaying their corpus.
REPLAY_PROGRAMS := $(call programs,fuzz)
FUZZ_PROGRAMS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,\
	$(wildcard tests/fuzz/*.c))

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(TEST_OPT) -Itests/lib -MMD -MP -c -o $@ $<
$(TEST_PROGRAMS) $(BENCH_PROGRAMS): %: %.o $(TEST_LIB) $(ALL_LIBS)
	$(CC) $(OPT) $(SAN) $(LDFLAGS) -Wl,--as-needed -o $@ $< $(TEST_LIB) \
		$(GROUP) -lcmocka -lvterm -lutil -lpthread $(SYSTEM_LIBS)
$(TEST_SHIMS): %.so: tests/lib/synced.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CSTD) $(WARN) $(WERROR) -O2 -fPIC -shared -o $@ $<
# beside which the writer of workbooks is measured
$(BUILD)/tests/bench/xlsx: SYSTEM_LIBS += -lxlsxwriter
# what takes the reader of workbooks without its module
WORKBOOK_USERS := tests/import/xlsx tests/bench/workbook tests/fuzz/xlsx \
	fuzz/xlsx tests/import/ods tests/fuzz/ods fuzz/ods tests/import/corpus
$(addprefix $(BUILD)/,$(WORKBOOK_USERS)): SYSTEM_LIBS += -lzip -lexpat -lz
$(addprefix $(BUILD)/,$(filter tests/fuzz/% fuzz/%,$(WORKBOOK_USERS))): \
	$(BUILD)/tests/lib/pack.o
$(BUILD)/tests/bench/workbook: SYSTEM_LIBS += -lxlsxwriter
# beside which the writer of PDF is measured, and what takes it without its
# module
PDF_USERS := $(addprefix $(BUILD)/tests/,bench/pdf_bare report/shaped)
PDF_OBJECTS := $(patsubst src/%.c,$(BUILD)/pic/%.o,$(wildcard src/report/pdf/*.c))
$(addsuffix .o,$(PDF_USERS)): private CFLAGS_ALL += $(patsubst -I%,-isystem %,\
	$(shell pkg-config --cflags-only-I $(PKGS_pdf) 2>/dev/null))
$(PDF_USERS): private SYSTEM_LIBS += $(PDF_OBJECTS) $(GROUP) \
	$(shell pkg-config --libs $(PKGS_pdf) 2>/dev/null)
$(PDF_USERS): $(PDF_OBJECTS)
$(REPLAY_PROGRAMS): %: %.o $(BUILD)/tests/lib/replay.o $(ALL_LIBS)
	$(CC) $(OPT) $(SAN) $(LDFLAGS) -Wl,--as-needed -o $@ $^ $(GROUP) \
		$(SYSTEM_LIBS)
$(FUZZ_PROGRAMS): $(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(ALL_LIBS)
	@mkdir -p $(@D)
	$(CC) $(OPT) -fsanitize=fuzzer,address,undefined -o $@ \
		$(filter %.o,$^) $(GROUP) $(SYSTEM_LIBS)

unit: $(UNIT_PROGRAMS)
tests: all $(UNIT_PROGRAMS) $(TEST_PROGRAMS) $(REPLAY_PROGRAMS) $(TEST_SHIMS)
bench-programs: all $(BENCH_PROGRAMS)
fuzz-programs: $(FUZZ_PROGRAMS)

# ---- packages

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# numbers PACKAGE: of the packages that this one brings, postgresql 15, clang 14.
define install_packages
	@command -v dpkg-query >/dev/null || { \
		echo "paquetes: $(1)"; \
		echo "(sin dpkg: instálelos como lo haga este sistema)"; \
		exit 0; }; \
	numbers() { \
		{ dpkg-query -W -f='$${Depends}\n' $$1; apt-cache show $$1; } \
			2>/dev/null | grep -o "\b$$1-[0-9]\+" | grep -o '[0-9]*$$'; \
	}; \
	server() { \
		{ numbers postgresql; ls -d /usr/lib/postgresql/*/bin/initdb \
			2>/dev/null | cut -d/ -f5; } | sort -n | tail -n 1; \
	}; \
	compiler() { \
		clang --version 2>/dev/null | \
			sed -n 's/.*clang version \([0-9]*\).*/\1/p' | grep . || \
			numbers clang | sort -n | tail -n 1; \
	}; \
	list() { \
		echo "$(1)" | sed "s/postgresql-NN/postgresql-$$(server)/; \
			s/clang-rt-NN/clang-rt-$$(compiler)/"; \
	}; \
	all=$$(list); updated=; \
	case $$all in *--*) \
		$(SUDO) apt-get update -q && updated=yes; all=$$(list) ;; \
	esac; \
	echo "paquetes: $$all"; \
	missing=; \
	for p in $$all; do \
		dpkg-query -W -f='$${Status}' $$p 2>/dev/null | \
			grep -q 'ok installed' || missing="$$missing $$p"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	echo "faltan:$$missing"; \
	{ [ -n "$$updated" ] || $(SUDO) apt-get update -q; } && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
		--no-install-recommends $$missing
endef

deps:
	$(call install_packages,$(PACKAGES_BUILD) $(PACKAGES_CHECK))
deps-doc:
	$(call install_packages,$(PACKAGES_DOC))
deps-build:
	$(call install_packages,$(PACKAGES_BUILD))

# ---- what people call

# Each installs first; what pkg-config knows is asked by the make below.
MAKE_JOBS = $(MAKE) --no-print-directory -j$$(nproc 2>/dev/null || echo 2)
# The tests themselves are run once each: what is compiled soonest is best. The
# program is started thousands of times: undefined behaviour traps (tests/run
# has the trap told with its line), for 4 MB of words about each place, all of
# them relocated at each start, make half of what a start costs.
ASAN := BUILD=.build/asan WERROR=-Werror OPT="-Og -g1 -fno-pie" TEST_OPT=-O0 \
	LDFLAGS=-no-pie SAN="-fsanitize=address,undefined \
	-fsanitize-undefined-trap-on-error -fno-omit-frame-pointer"

demo: deps-build
	@$(MAKE_JOBS) -s all
	@HITO=.build/hito sh tests/lib/demo.sh

check: deps
	@$(MAKE_JOBS) -s $(ASAN) tests
	@tests/run --build .build/asan

# What check tries, twenty times as long, and the other servers (with npm): hours.
trials: deps
	@$(MAKE) --no-print-directory fuzz FUZZ_SECONDS=600
	@$(MAKE_JOBS) -s $(ASAN) tests
	@tests/run --build .build/asan --trials

asan:
	@$(MAKE_JOBS) $(ASAN) all

layers:
	@tests/unit/tree/layers.sh

format:
	$(call install_packages,$(PACKAGES_FORMAT))
	find src tests -name '*.[ch]' -exec clang-format -i {} +

# Brings the catalogues up to date with the strings of the sources; what is
# new is left without a translation for a person to write.
po: $(BUILD)/po/served.c
	{ find src -name '*.[ch]' | LC_ALL=C sort; echo $<; } | \
		xgettext --from-code=UTF-8 -L C -k_ -kN_ -kngettext:1,2 \
		--add-location=file -f - -o - | \
		sed '/^"POT-Creation-Date:/d' >$(BUILD)/hito.pot
	for f in src/po/*.po; do msgmerge --quiet --update --backup=none \
		--no-fuzzy-matching --add-location=file $$f \
		$(BUILD)/hito.pot || exit 1; done

fuzz:
	$(call install_packages,$(PACKAGES_BUILD) $(PACKAGES_FUZZ))
	@$(MAKE_JOBS) -s CC=clang BUILD=.build/fuzzing OPT="-O1 -g" \
		SAN="-fsanitize=fuzzer-no-link,address,undefined \
		-fno-sanitize-recover=all" fuzz-programs
	@tests/lib/fuzz.sh .build/fuzzing/fuzz $(FUZZ_SECONDS)

bench:
	$(call install_packages,$(PACKAGES_BUILD) $(PACKAGES_CHECK) \
		$(PACKAGES_BENCH))
	@$(MAKE_JOBS) -s bench-programs
	@tests/run --build .build --bench

SHARE := $(DESTDIR)$(PREFIX)/share
ETC ?= $(if $(filter /usr,$(PREFIX)),/etc,$(PREFIX)/etc)
UNITS := $(DESTDIR)$(PREFIX)/lib/systemd/system
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/hito/locale
	install -m 755 $(BUILD)/hito $(DESTDIR)$(PREFIX)/bin/hito
	install -d $(DESTDIR)$(PREFIX)/lib/hito
	install -m 644 $(MODULE_FILES) $(DESTDIR)$(PREFIX)/lib/hito
	for f in $$(find forms sql -type f); do \
		mode=644; [ ! -x $$f ] || mode=755; \
		install -D -m $$mode $$f $(SHARE)/hito/$$f || exit 1; done
	for f in $$(cd .build/locale && find . -name '*.mo'); do \
		install -D -m 644 .build/locale/$$f \
			$(SHARE)/hito/locale/$$f || exit 1; done
	for f in man/*.[1-8]; do \
		install -D -m 644 $$f \
			$(SHARE)/man/man$${f##*.}/$${f#man/} || exit 1; done
	install -m 755 src/server/hito-backup.sh \
		$(DESTDIR)$(PREFIX)/lib/hito/hito-backup
	install -D -m 644 src/server/postgresql.conf \
		$(SHARE)/hito/server/postgresql.conf
	install -D -m 644 src/server/backup.conf $(DESTDIR)$(ETC)/hito/backup.conf
	install -d $(UNITS)
	for f in src/server/*.service src/server/*.timer; do \
		sed 's,@PREFIX@,$(PREFIX),g; s,@ETC@,$(ETC),g' $$f \
			>$(UNITS)/$${f##*/} || exit 1; done
	chmod 644 $(UNITS)/hito-*
	for f in bash:bash-completion/completions/hito \
		zsh:zsh/vendor-completions/_hito \
		fish:fish/vendor_completions.d/hito.fish; do \
		install -d $(SHARE)/$$(dirname $${f#*:}) && \
		$(BUILD)/hito completion $${f%%:*} >$(SHARE)/$${f#*:} && \
		chmod 644 $(SHARE)/$${f#*:} || exit 1; done

# ---- what is given away

NAME := hito-$(VERSION)
# The moment of the last entry of the package's history: the same each time.
EPOCH = $(shell sed -n 's/^ -- .*>  //p' src/deb/changelog | head -n 1 | \
	date -u -f - +%s)
FILES = $(shell git ls-files 2>/dev/null || \
	find . -type f ! -path './.build/*' ! -path './.git/*')

# A tarball that builds without git.
dist:
	@mkdir -p .build
	@printf '%s\n' $(FILES) | LC_ALL=C sort | tar -c --no-recursion \
		--transform='s,^\(\./\)*,$(NAME)/,' --mtime=@$(EPOCH) \
		--owner=0 --group=0 --numeric-owner --mode=go-w -T - | \
		gzip -n -9 >.build/$(NAME).tar.gz
	@echo .build/$(NAME).tar.gz

# The manuals as they are read one behind the other: one page of HTML, one PDF.
MANUALS := $(foreach m,hito-guide.7 hito.1 hito-shell.1 hito-import.1 \
	hito-report.1 hito-publish.1 hito.conf.5 hito-form.5 hito-setup.8 \
	hito-remind.8 hito-db.8 hito-backup.8,man/$(m))
doc: deps-doc .build/doc/hito.html
	LC_ALL=C groff -k -K utf8 -m mdoc -T pdf -r C1 src/doc/plain.roff $(MANUALS) \
		>.build/doc/hito.pdf
	@ls .build/doc/hito.*
.build/doc/hito.html: $(MANUALS) src/doc/page.sh
	@mkdir -p $(@D)
	sh src/doc/page.sh $(MANUALS) >$@

# Packages of this machine's Debian, into .build/deb.
deb: dist
	$(call install_packages,$(PACKAGES_BUILD) $(PACKAGES_DEB))
	rm -rf .build/deb
	mkdir -p .build/deb
	tar -x -C .build/deb -f .build/$(NAME).tar.gz
	cp -R .build/deb/$(NAME)/src/deb .build/deb/$(NAME)/debian
	mkdir .build/deb/$(NAME)/debian/source
	echo '3.0 (native)' >.build/deb/$(NAME)/debian/source/format
	cd .build/deb/$(NAME) && dpkg-buildpackage --build=binary -us -uc
	lintian --allow-root --fail-on error,warning .build/deb/*.changes
	rm -rf .build/deb/$(NAME)
	@ls .build/deb/*.deb

clean:
	rm -rf .build

FORCE:
.PHONY: all unit tests bench-programs fuzz-programs deps deps-build demo \
	check trials asan layers format po fuzz bench install dist doc deps-doc \
	deb clean \
	FORCE
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' -type f 2>/dev/null)
