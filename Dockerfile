# articlefix in a container: docker run --rm -v "$PWD:/articles" articlefix check .
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY docs/articlefix.1 docs/articlefix.1
COPY src src
RUN python -m venv /opt/articlefix \
    && /opt/articlefix/bin/pip install --no-cache-dir --constraint constraints.txt .

FROM python:3.13-slim
COPY --from=build /opt/articlefix /opt/articlefix
# Files that are written belong to whoever runs it: docker run --user "$(id -u):$(id -g)" ...
RUN useradd --uid 1000 --no-create-home articles
USER 1000
WORKDIR /articles
ENTRYPOINT ["/opt/articlefix/bin/articlefix"]
CMD ["--help"]
