# make run LOG=path/to/ExchangeSetup.log
LOG     ?= testdata/logs/err/prepare-ad-schema-master-child-domain.log
VERSION ?=
LDFLAGS  = -s -w $(if $(VERSION),-X main.version=$(VERSION))
PROGRAM  = ./cmd/setuplogreview

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
PLATFORMS   = windows/amd64 windows/arm64 linux/amd64 linux/arm64 darwin/amd64 darwin/arm64

.PHONY: run test lint bench bench-compare build cross $(PLATFORMS)

run:
	go run $(PROGRAM) -SetupLog $(LOG)

test:
	go test ./...

lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...

# Compares the program with rg and wc on the same log; it installs nothing and says what is missing.
bench-compare:
	scripts/bench-compare.sh

build:
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o . $(PROGRAM)

cross: $(PLATFORMS)

$(PLATFORMS):
	CGO_ENABLED=0 GOOS=$(@D) GOARCH=$(@F) go build -trimpath -ldflags '$(LDFLAGS)' \
		-o dist/$(@D)-$(@F)/ $(PROGRAM)
