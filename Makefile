# Broadsheet. `make help` lists what can be made.
#
# DEV=1 turns warnings into errors; SAN=address (with undefined), SAN=thread and
# SAN=fuzzer build with sanitizers, each in a folder of its own; CC chooses the compiler.
# Put any of them in config.mk, which is read if it exists and is never committed.
-include config.mk

CC      ?= cc
PREFIX  ?= /usr/local
CFLAGS  ?= -O2 -g
VERSION := $(shell sed -n 's/^\#define VERSION "\(.*\)"/\1/p' src/commands/version.h 2>/dev/null)
BUILD   := build/$(or $(SAN),plain)$(if $(filter clang%,$(notdir $(CC))),-clang)

LIBS       := libcmark libxml-2.0 yaml-0.1 libxxhash libutf8proc libdeflate zlib \
              libbrotlidec libzip lmdb libmicrohttpd
LIB_CFLAGS := $(subst -I,-isystem ,$(shell pkg-config --cflags $(LIBS) 2>/dev/null))
LIB_LIBS   := $(shell pkg-config --libs $(LIBS) 2>/dev/null)

CPPFLAGS   += -D_GNU_SOURCE -Isrc $(LIB_CFLAGS)
ALL_CFLAGS  = -std=c17 -fno-common -pthread $(WARN) $(CFLAGS)
# libinotifytools and libstemmer have no files for pkg-config.
LDLIBS     += $(LIB_LIBS) -linotifytools -lstemmer -lm -pthread
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wundef -Wformat=2 \
        -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
        -Wwrite-strings -Wcast-qual -Wpointer-arith -Wconversion \
        -Wimplicit-fallthrough -Wdouble-promotion
ifdef DEV
WARN += -Werror
endif
ifeq ($(SAN),address)
ALL_CFLAGS  += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
ALL_LDFLAGS += -fsanitize=address,undefined
endif
ifeq ($(SAN),thread)
ALL_CFLAGS  += -fsanitize=thread -fno-omit-frame-pointer
ALL_LDFLAGS += -fsanitize=thread
endif
ifeq ($(SAN),fuzzer)
ALL_CFLAGS  += -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
               -fno-omit-frame-pointer
ALL_LDFLAGS += -fsanitize=fuzzer,address,undefined
endif

SRC      := $(sort $(wildcard src/*/*.c))
OBJ      := $(SRC:%.c=$(BUILD)/%.o) $(BUILD)/theme.o $(BUILD)/client.o
HEADERS  := $(sort $(wildcard src/*/*.h))
UNIT_SRC := $(sort $(wildcard tests/unit/*.c))
UNIT_OBJ := $(UNIT_SRC:%.c=$(BUILD)/%.o)
FUZZ_SRC := $(sort $(filter-out tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c)))
FUZZ     := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/fuzz/%)
THEME    := $(sort $(shell find templates -type f ! -name '.*' 2>/dev/null))
C_FILES  := $(sort $(wildcard src/*.c tests/*/*.[ch])) $(SRC) $(HEADERS)

#
# Build
#

.PHONY: all
all: $(BUILD)/broadsheet ## build the program

$(BUILD)/broadsheet: $(BUILD)/src/main.o $(OBJ)
	$(CC) $(ALL_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/unit: $(UNIT_OBJ) $(OBJ)
	$(CC) $(ALL_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# A fuzz target replays a corpus, or is driven by libFuzzer, which brings its own main.
$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(OBJ) \
                 $(if $(filter fuzzer,$(SAN)),,$(BUILD)/tests/fuzz/replay.o)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# What a test drives in place of the program.
$(BUILD)/tools/%: $(BUILD)/tests/tools/%.o $(OBJ)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# libFuzzer's entry point is declared nowhere.
$(BUILD)/tests/fuzz/%.o: WARN += -Wno-missing-prototypes
$(BUILD)/tests/unit/%.o: CPPFLAGS += -Itests/unit
$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -MMD -MP $(ALL_CFLAGS) -c -o $@ $<

# The default theme, in the program. theme.list is new when a file comes or goes.
$(BUILD)/embed: src/embed.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fno-sanitize=all -o $@ $<
$(BUILD)/theme.list: always
	@mkdir -p $(@D)
	@echo '$(THEME)' | cmp -s - $@ || echo '$(THEME)' >$@
$(BUILD)/theme.c: $(BUILD)/embed $(BUILD)/theme.list $(THEME)
	$(BUILD)/embed theme templates $(THEME) >$@.tmp
	@mv $@.tmp $@
# What previewed pages run, likewise.
$(BUILD)/client.c: $(BUILD)/embed src/serve/client.js
	$(BUILD)/embed text serve/client.h client_script src/serve/client.js >$@.tmp
	@mv $@.tmp $@
# Long literals are within every compiler that is used here, though not within C17.
$(BUILD)/theme.o $(BUILD)/client.o: $(BUILD)/%.o: $(BUILD)/%.c
	$(CC) $(CPPFLAGS) -MMD -MP $(ALL_CFLAGS) -Wno-overlength-strings -c -o $@ $<

# Loaded into the program by tests: folders in another order, lost files, watches that
# are gone, calls that fail.
$(BUILD)/%.so: tests/tools/%.c
	@mkdir -p $(@D)
	$(CC) -D_GNU_SOURCE -std=c17 $(WARN) -O2 -shared -fPIC -o $@ $< -ldl

# Objects of drivers and fuzz targets are kept, as all others are.
.SECONDARY:
.PHONY: always unit fuzzers
always:
unit: $(BUILD)/unit
fuzzers: $(FUZZ)

#
# Use
#

.PHONY: run site check lint format update soak bench fuzz
run: site ## set up what is missing, build the sample archive, and serve it
	@$(BUILD)/broadsheet serve $(if $(PORT),--port $(PORT))

site: ## the same without the server: the sample archive, in public/
	@tests/setup build
	@$(MAKE) --no-print-directory all
	@$(BUILD)/broadsheet build
	@echo "The sample archive is in public/: `find public -name '*.html' | wc -l` pages."

check: ## set up what the tests need, and run every test
	@tests/setup check
	@tests/run

lint: ## what a reviewer should not have to say: layers, formatting, shell, names
	@tests/run lint

format: ## rewrite the C sources in the house style
	clang-format -i $(C_FILES)

update: ## write what the golden and error tests got as what they want; then look at the diff
	@UPDATE=1 tests/run golden errors
	@git --no-pager diff --stat -- tests

soak: all $(BUILD)/faults.so ## random edits, kills and failures, until one is not survived
	@BUILD=$(BUILD) BROADSHEET=$(BUILD)/broadsheet tests/property/run soak

bench: all ## time, memory, latency, beside cp and hugo; N="1000 10000" chooses the sizes
	@tests/bench/run $(N)

fuzz: ## fuzz one target for a while: make fuzz T=markdown SECONDS=600
	@test -n "$(T)" || { echo "which one? T= one of: $(notdir $(FUZZ))"; exit 2; }
	@$(MAKE) --no-print-directory CC=clang SAN=fuzzer build/fuzzer-clang/fuzz/$(T)
	@mkdir -p build/corpus/$(T)
	build/fuzzer-clang/fuzz/$(T) -max_total_time=$(or $(SECONDS),60) -timeout=10 \
		$(addprefix -dict=,$(wildcard tests/fuzz/$(T).dict)) \
		-artifact_prefix=build/corpus/ build/corpus/$(T) $(wildcard tests/fuzz/corpus/$(T))

#
# Install
#

DOCDIR = $(DESTDIR)$(PREFIX)/share/doc/broadsheet
MANDIR = $(DESTDIR)$(PREFIX)/share/man/man1
DIST   = broadsheet-$(VERSION)

.PHONY: install uninstall dist distcheck clean doctor help
install: all ## program, manual and licence, under PREFIX (and DESTDIR)
	install -d $(DESTDIR)$(PREFIX)/bin $(MANDIR) $(DOCDIR)
	install -m 755 $(BUILD)/broadsheet $(DESTDIR)$(PREFIX)/bin/broadsheet
	install -m 644 man/broadsheet.1 $(MANDIR)/broadsheet.1
	install -m 644 LICENSE $(DOCDIR)/LICENSE

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/broadsheet $(MANDIR)/broadsheet.1 $(DOCDIR)/LICENSE
	-rmdir $(DOCDIR) 2>/dev/null

dist: ## the last commit as broadsheet-VERSION.tar.gz
	git archive --prefix=$(DIST)/ HEAD | gzip -9n >$(DIST).tar.gz
	@echo "$(DIST).tar.gz holds `git rev-parse --short HEAD`."

distcheck: dist ## the same, and see that it builds, passes its unit tests and installs
	@tests/distcheck $(DIST)

clean: ## remove build/ and what the program made
	rm -rf build public .broadsheet

doctor: ## name what is missing on this machine, with the line that installs it
	@tests/setup doctor

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

-include $(OBJ:.o=.d) $(UNIT_OBJ:.o=.d) $(FUZZ_SRC:%.c=$(BUILD)/%.d) $(BUILD)/src/main.d \
         $(wildcard $(BUILD)/tests/tools/*.d) $(BUILD)/tests/fuzz/replay.d
