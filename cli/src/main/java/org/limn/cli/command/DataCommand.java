package org.limn.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code limn data}: pictures to try things on. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Pictures of which the truth is known.",
        subcommands = DataGenerateCommand.class)
public final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is needed after 'data'; there are "
                        + spec.subcommands().keySet());
    }
}
