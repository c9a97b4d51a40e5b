package org.limn.cli.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.program.LineCost;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.transform.Gradient;
import org.limn.autodiff.transform.Pass;
import org.limn.cli.option.DeviceOptions;
import org.limn.cli.option.ModelOptions;
import org.limn.cli.option.Output;
import org.limn.cli.option.TargetOptions;
import org.limn.cli.option.UsageException;
import org.limn.loader.Network;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn show}: a network's program as text, line by line, at any stage on its way to the device. */
@Command(
        name = "show",
        description = {
            "Print a network's program, one line a value: what was imported, or what is left of it after the device's passes.",
            "With --gradient, the lines that compute the gradient follow those of the network."
        })
public final class ShowCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Mixin
    private ModelOptions model;

    @Mixin
    private DeviceOptions device;

    @Mixin
    private TargetOptions target;

    @Option(names = "--gradient", description = "The gradient of the scores with respect to the image, too.")
    private boolean gradient;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "1", description = "How many images at once.")
    private int batch;

    @ArgGroup
    private @Nullable Stage stage;

    static final class Stage {
        @Option(
                names = "--after",
                paramLabel = "PASS",
                description = "The program after this pass of the device, or after all of them: 'last'.")
        private @Nullable String after;

        @Option(names = "--listing", description = "What the device runs, with kernel, layout and place of every line.")
        private boolean listing;
    }

    @Override
    public Integer call() throws IOException {
        if (batch < 1 || batch > 4096) {
            throw new UsageException("--batch must be from 1 to 4096, got " + batch);
        }
        target.check();
        ModelOptions.Loaded loaded = model.load();
        Program program = loaded.network().program(batch);
        if (gradient) {
            program = Gradient.of(program, target.score(loaded.value()).output(), Network.IMAGE);
        }
        boolean untouched = stage == null || stage.after == null && !stage.listing;
        String text = untouched ? program.toString() : onDevice(program);
        output.printLines(text.stripTrailing());
        LineCost cost = LineCost.of(program);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("lines", program.instructions().size());
        json.put("flops", cost.flops());
        json.put("text", text);
        output.printJson(json);
        return 0;
    }

    private String onDevice(Program program) {
        try (Device opened = device.open(output)) {
            if (stage != null && stage.after != null) {
                return after(opened, program, stage.after).toString();
            }
            try (Executable executable = opened.compile(program)) {
                return executable.listing();
            }
        }
    }

    private static Program after(Device device, Program program, String pass) {
        List<String> passes = device.passes().passes().stream().map(Pass::name).toList();
        if (pass.equals("last")) {
            return device.passes().apply(program);
        } else if (passes.contains(pass)) {
            return device.passes().upTo(pass, program);
        }
        throw new UsageException("--after: no pass of device " + device.name() + " is called '" + pass + "'; there are "
                + passes + " and last");
    }
}
