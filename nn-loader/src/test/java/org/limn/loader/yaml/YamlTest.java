package org.limn.loader.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
    private static Yaml parse(String text) throws YamlException {
        return Yaml.parse(text, "a.yaml");
    }

    private static Yaml get(Yaml yaml, String key) throws YamlException {
        return Objects.requireNonNull(yaml.map().get(key));
    }

    @Test
    void mapsListsAndTextsAreReadInOrder() throws YamlException {
        Yaml yaml = parse("# note\nb: [1, 2.5e-1, -3]\na: 'it''s'\nc:\n  - x: y\n");
        assertThat(yaml.map().keySet()).containsExactly("b", "a", "c");
        assertThat(get(yaml, "b").numbers()).containsExactly(1.0, 0.25, -3.0);
        assertThat(get(yaml, "a").text()).isEqualTo("it's");
        assertThat(get(yaml, "c").items().get(0).map()).containsOnlyKeys("x");
    }

    @Test
    void nothingIsResolved() throws YamlException {
        assertThat(parse("[no, 0x10, 2001-01-01, ~, !!python/object x, 012]").texts())
                .containsExactly("no", "0x10", "2001-01-01", "~", "x", "012");
    }

    @Test
    void oneValueIsAListOfOne() throws YamlException {
        assertThat(parse("7").numbers()).containsExactly(7.0);
        assertThat(parse("7").isList()).isFalse();
    }

    @Test
    void whatPythonPrintsOfADictIsYaml() throws YamlException {
        assertThat(get(parse("{0: 'tench', 1: \"jack-o'-lantern\"}"), "1").text())
                .isEqualTo("jack-o'-lantern");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'a: 1\nb: [1'           | a.yaml, line 2: not YAML: expected ',' or ']'
            'a: 1\n\tb: 2'          | a.yaml, line 2: not YAML: found character '\\t(TAB)'
            'a: 1\na: 2'            | a.yaml, line 2: the key 'a' is there twice
            'a: &x 1\nb: *x'        | a.yaml, line 2: aliases (*name) are not read
            'a: 1\n---\nb: 2'       | a.yaml, line 2: not YAML
            'a:\n  b: 1'            | a.yaml, line 2: expected a value, got a map
            'a:'                    | a.yaml, line 1: expected a value, got nothing
            '{[1]: 2}'              | a.yaml: not YAML: Non scalar key
            ''                      | a.yaml: empty
            '- 1'                   | a.yaml, line 1: expected 'key: value' lines, got a list
            """)
    void whatIsWrongIsSaidWithItsLine(String text, String message) {
        assertThatThrownBy(() -> get(parse(text), "a").text())
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"one", "0x10", "1e999", ".inf", "NaN", "1_000", "'1,5'"})
    void whatIsNoNumberIsNotTakenForOne(String text) {
        assertThatThrownBy(() -> parse("'" + text + "'").number())
                .hasMessage("a.yaml, line 1: expected a number, got '" + text + "'");
    }

    @Test
    void unknownKeysListTheKnownOnes() {
        assertThatThrownBy(() -> parse("b: 1\nc: 2").map(Set.of("b")))
                .hasMessage("a.yaml, line 2: there is no key 'c'; the known ones are b");
    }

    @Test
    void deepAndLargeTextsAreRefused(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> parse("[".repeat(200_000))).hasMessageContaining("nested more than 20 deep");
        assertThatThrownBy(() -> parse("- ".repeat(100_000))).hasMessageContaining("nested more than 20 deep");
        Path large = Files.writeString(folder.resolve("large.yaml"), "#".repeat(5 << 20));
        assertThatThrownBy(() -> Yaml.read(large)).hasMessageEndingWith("larger than the 4 MiB that are read");
    }

    @Test
    void whatIsNoTextFileIsRefused(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {'a', (byte) 0xff, 'b'});
        assertThatThrownBy(() -> Yaml.read(binary)).hasMessage(binary + ": not text in UTF-8");
        assertThatThrownBy(() -> parse("a: \u0007")).hasMessageStartingWith("a.yaml: not YAML");
        assertThatThrownBy(() -> Yaml.read(folder.resolve("none"))).hasMessageEndingWith("there is no such file");
        assertThatThrownBy(() -> Yaml.read(folder)).hasMessageEndingWith("not a file");
    }
}
