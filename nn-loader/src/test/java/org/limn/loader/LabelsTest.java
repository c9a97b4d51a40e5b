package org.limn.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.limn.autodiff.ReferenceData;

class LabelsTest {
    private static final Map<Integer, String> THREE = Map.of(0, "tench, Tinca tinca", 1, "goldfish", 2, "white shark");

    @TempDir
    Path folder;

    @Test
    void theBundledNamesAreThoseOfTheReferenceNetwork() throws IOException {
        JsonObject stored = JsonParser.parseString(
                        Files.readString(ReferenceData.path("models/squeezenet1.1/labels.json")))
                .getAsJsonObject();
        Labels labels = Labels.imageNet();
        assertThat(labels.names()).hasSize(1000);
        stored.entrySet().forEach(e -> assertThat(labels.name(Integer.parseInt(e.getKey())))
                .isEqualTo(e.getValue().getAsString()));
    }

    @ParameterizedTest
    @CsvSource({
        "340, 340",
        "zebra, 340",
        "ZEBRA, 340",
        "'tench, Tinca tinca', 0",
        "tinca_tinca, 0",
        "' Doberman ', 236",
        "cardigan, 474", // the garment's whole name; the dog has it among others
        "maillot, 638"
    })
    void aClassIsFoundByNumberNameOrSynonym(String text, int number) {
        assertThat(Labels.imageNet().number(text)).isEqualTo(number);
    }

    @Test
    void aNameOfSeveralClassesIsNotGuessed() {
        assertThatThrownBy(() -> Labels.imageNet().number("crane"))
                .hasMessage("'crane' is the name of several classes: 134 (crane); 517 (crane); give the number");
    }

    @Test
    void anUnknownNameBringsSimilarOnes() {
        assertThatThrownBy(() -> Labels.imageNet().number("zebbra"))
                .hasMessageStartingWith("no class is called 'zebbra'; similar: 340 (zebra)");
        assertThatThrownBy(() -> Labels.imageNet().number("labrador"))
                .hasMessage("no class is called 'labrador'; similar: 208 (Labrador retriever)");
        assertThatThrownBy(() -> Labels.imageNet().number("xylophonist of renown"))
                .hasMessage("no class is called 'xylophonist of renown'; give its number, 0 to 999");
        assertThatThrownBy(() -> Labels.imageNet().number("1000"))
                .hasMessage("there is no class 1000; classes are 0 to 999");
    }

    @Test
    void withoutNamesNumbersDo() {
        assertThat(Labels.NONE.number("7")).isEqualTo(7);
        assertThat(Labels.NONE.name(7)).isEqualTo("7");
        assertThatThrownBy(() -> Labels.NONE.number("zebra")).hasMessageContaining("have no names; give a number");
    }

    @Test
    void everyKindOfListReads() throws IOException {
        assertReads("a.txt", "tench, Tinca tinca\ngoldfish\r\nwhite shark\n\n");
        assertReads("synset.txt", "\ufeffn01440764 tench, Tinca tinca\nn01443537 goldfish\nn01484850 white shark");
        assertReads("list.json", "[\"tench, Tinca tinca\", \"goldfish\", \"white shark\"]");
        assertReads("map.json", "{\"2\": \"white shark\", \"0\": \"tench, Tinca tinca\", \"1\": \"goldfish\"}");
        assertReads(
                "keras", "{\"0\": [\"n0\", \"tench, Tinca tinca\"], \"1\": [\"goldfish\"], \"2\": \"white shark\"}");
        assertReads("a.csv", "number,name\n0,\"tench, Tinca tinca\"\n1,goldfish\n2,white shark\n");
        assertReads("b.csv", "2,white shark,x\n1,goldfish,x\n0,\"tench, Tinca tinca\",x\n");
        assertReads("c.CSV", "\"tench, Tinca tinca\"\ngoldfish\nwhite shark\n");
    }

    @Test
    void aListThatIsNoneSaysWhatIsWrong() throws IOException {
        assertRefused("a.txt", "a\n\nb", "line 2: expected a name, got nothing");
        assertRefused("b.txt", " \n", "holds no labels");
        assertRefused("c.json", "[\"a\", {}]", "not JSON with a list of labels");
        assertRefused("d.json", "[\"a\",", "not JSON with a list of labels");
        assertRefused("e.json", "[".repeat(100_000), "not JSON with a list of labels");
        assertRefused("f.json", "{\"x\": \"a\"}", "expected class numbers as keys, got 'x'");
        assertRefused("g.json", "{\"1\": \"a\", \"1\": \"b\"}", "class 1 is named twice");
        assertRefused("h.csv", "number,name\nx,a\n", "line 2: expected a class number, got 'x'");
        assertRefused("i.csv", "0,a\n99999999,b\n", "at most 1000000 are read");
        assertThatThrownBy(() -> Labels.read(folder.resolve("absent"))).hasMessageEndingWith("there is no such file");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> Labels.read(binary)).hasMessageContaining("not text in UTF-8");
    }

    private void assertRefused(String name, String content, String because) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        assertThatThrownBy(() -> Labels.read(file))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(file + ": ")
                .contains(because)
                .hasLineCount(1);
    }

    private void assertReads(String name, String content) throws IOException {
        assertThat(Labels.read(Files.writeString(folder.resolve(name), content)).names())
                .isEqualTo(THREE);
    }
}
