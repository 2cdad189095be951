# Test and benchmark programs in C outside tests/unit. Each stands beside an
# executable .sh of the same name that runs it and prints TAP.
HARNESS := $(patsubst %,$(BUILD)/tests/lib/%.o, \
	clock keys proxy pty shot target)
TEST_PROGRAMS := $(patsubst tests/%.c,$(BUILD)/tests/%, \
	$(wildcard tests/screen/*.c tests/fault/*.c))
BENCH_PROGRAMS := $(patsubst tests/%.c,$(BUILD)/tests/%, \
	$(wildcard tests/bench/*.c))

$(BUILD)/tests/%.o: tests/%.c Makefile tests/tests.mk
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -Itests -MMD -MP -c -o $@ $<

# They use the store as any face does, and the harness.
$(TEST_PROGRAMS): %: %.o $(HARNESS) $(call libraries,store)
	$(CC) $(OPT) $(SAN) $(LDFLAGS) -o $@ $< $(HARNESS) \
		$(call libraries,store) -lvterm -lcmocka $(SYSTEM_LIBS) \
		-lpthread

$(BENCH_PROGRAMS): %: %.o $(HARNESS)
	$(CC) $(OPT) $(SAN) $(LDFLAGS) -o $@ $< $(HARNESS) -lvterm \
		$(SYSTEM_LIBS) -lpthread

test-programs: $(TEST_PROGRAMS)
bench-programs: $(BENCH_PROGRAMS)
.PHONY: test-programs bench-programs
