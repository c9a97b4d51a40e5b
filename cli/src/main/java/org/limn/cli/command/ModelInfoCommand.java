package org.limn.cli.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.LineCost;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.transform.Gradient;
import org.limn.cli.option.MemoryOption;
import org.limn.cli.option.ModelOptions;
import org.limn.cli.option.ModelOptions.Loaded;
import org.limn.cli.option.Output;
import org.limn.loader.ModelInfo;
import org.limn.loader.Network;
import org.limn.loader.text.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code limn model info}: what a model file says, and what was chosen where it left something open. */
@Command(name = "info", description = "What a model file says of itself, and what was chosen where it says nothing.")
final class ModelInfoCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Mixin
    private ModelOptions model;

    @Mixin
    private MemoryOption memory;

    @Override
    public Integer call() throws IOException {
        Loaded loaded = model.load();
        Map<String, Object> facts = facts(loaded, new DeviceSettings(1, memory.bytes() / 4 * 3));
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.forEach((name, value) -> print(name, value, width));
        output.printJson(facts);
        output.say(
                "What is wrong of this can be said by options (--preprocessing, --labels, --size, --input-name, --output-name),"
                        + " or once for all: 'limn model describe' writes it into a file beside the model, to edit.");
        return 0;
    }

    /** A fact on a line; what was chosen has one for each sentence. */
    private void print(String name, Object value, int width) {
        String margin = " ".repeat(width + 2);
        output.printLines(
                String.format("%-" + width + "s  %s", name, text(value)).replace("\n", "\n" + margin));
    }

    private static Map<String, Object> facts(Loaded loaded, DeviceSettings settings) {
        ModelInfo info = loaded.network().info();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", info.file());
        facts.put("sha256", info.sha256());
        facts.put("producer", info.producer().isEmpty() ? "not said" : info.producer());
        facts.put("ir", info.irVersion());
        facts.put("opsets", info.opsets());
        facts.put("inputs", info.inputs().stream().map(Object::toString).toList());
        facts.put("outputs", info.outputs().stream().map(Object::toString).toList());
        facts.put(
                "image",
                loaded.network().image() + " of input '" + info.scheme().input() + "', "
                        + info.scheme().layout());
        facts.put("scores", "value '" + info.scheme().output() + "'");
        facts.put("classes", loaded.network().classes());
        int names = loaded.labels().names().size();
        facts.put(
                "class names",
                names == 0 ? "unknown" : names == loaded.network().classes() ? "known" : names + " known");
        facts.put("parameters", info.parameters());
        facts.put("preprocessing", loaded.preprocessing().describe());
        Program program = loaded.network().program(1);
        facts.put("layer", loaded.camLayer().orElse("none with a name and a grid of places"));
        facts.put("program", program.instructions().size() + " lines without the gradient");
        facts.put("arithmetic", arithmetic(LineCost.of(program).flops()) + " per image");
        List<String> slow = withoutKernel(program, settings);
        if (!slow.isEmpty()) {
            facts.put("no kernel", slow);
        }
        facts.put("chosen", loaded.choices());
        return facts;
    }

    /**
     * The lines of the network and its gradient that the cpu device runs by their definitions for want of a kernel, so slowly
     * that a user wants to know; none where the gradient does not fit in memory.
     */
    static List<String> withoutKernel(Program program, DeviceSettings settings) {
        Program gradient = Gradient.of(program, Network.LOGITS, Network.IMAGE);
        try (Device cpu = Devices.open("cpu", settings);
                Executable compiled = cpu.compile(gradient)) {
            return compiled.withoutKernel().stream().map(Instruction::toString).toList();
        } catch (DeviceException e) {
            return List.of();
        }
    }

    private static String arithmetic(long flops) {
        return flops < 100_000_000
                ? String.format(Locale.ROOT, "%.2f MFLOP", flops / 1e6)
                : String.format(Locale.ROOT, "%.2f GFLOP", flops / 1e9);
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).map(PlainText::of).collect(Collectors.joining("\n"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> e.getKey() + " " + e.getValue())
                    .collect(Collectors.joining(", "));
        } else if (value instanceof Long number) {
            return String.format(Locale.ROOT, "%,d", number);
        }
        return String.valueOf(value);
    }
}
