package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.loader.onnx.Models;

/** The programs of {@code docs/lambda.md} compile, run and print what the page says. */
class LambdaPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(java|text)\n(.*?)```");

    @TempDir
    private Path folder;

    private static List<String> blocks(String kind) throws IOException {
        String page =
                Files.readString(Path.of(System.getProperty("limn.root", "..")).resolve("docs/lambda.md"));
        List<String> blocks = new ArrayList<>();
        for (Matcher m = BLOCK.matcher(page); m.find(); ) {
            if (m.group(1).equals(kind)) {
                blocks.add(m.group(2));
            }
        }
        return blocks;
    }

    /** What a program prints. */
    private String run(String name, String source, Object... arguments) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, said, said, "-proc:none", "-cp", System.getProperty("java.class.path"), file.toString());
        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
        String[] args = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            classes.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) args);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFunctionOfOnesOwnIsExplainedByOcclusion() throws Exception {
        assertThat(run("ExplainFunction", blocks("java").get(0)))
                .isEqualTo(blocks("text").get(0));
    }

    @Test
    void aFunctionOfOnesOwnIsExplainedByPerturbation() throws Exception {
        assertThat(run("ExplainByPerturbation", blocks("java").get(1)))
                .isEqualTo(blocks("text").get(1));
    }

    @Test
    void anOnnxFileIsExplainedByIntegratedGradients() throws Exception {
        Path model = Models.opset(13)
                .image(1, 3, 8, 8)
                .node("GlobalAveragePool", "x", "m")
                .node("Flatten", "m", "y")
                .output("y")
                .write(folder);
        Path photo = folder.resolve("photo.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
        assertThat(run("ExplainFile", blocks("java").get(2), model, photo)).startsWith("[3,8,8], gap ");
    }
}
