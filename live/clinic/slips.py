"""Of each slip: what it is called, and what is the case instead."""

WORDS = {
    "convention": (
        "The biases of {who}",
        "In {who} the matrices are the same; what is added to them, biases or "
        "peepholes, is not.",
    ),
    "other_kind": (
        "Right for a {kind} in {who}",
        "Another kind of layer has other blocks, and so a number of its own.",
    ),
    "other_directions": (
        "Right in {who}, {directions}",
        "Each direction has weights of its own.",
    ),
    "other_layers": (
        "Right in {who}, two layers",
        "Each layer has weights of its own, and the second one reads what the first "
        "returns.",
    ),
    "other_kind_directions": (
        "Right for a {kind} in {who}, {directions}",
        "Another kind of layer has other blocks, and each direction has weights of its "
        "own.",
    ),
    "no_bias": (
        "The biases are missing",
        "Each gate adds a bias to each of its m sums.",
    ),
    "steps": (
        "Multiplied by the time steps",
        "All {T} time steps use the same weights. They cost work, not parameters.",
    ),
    "one_direction": (
        "One direction only",
        "A bidirectional layer holds two layers of this size, each with its own "
        "weights.",
    ),
    "later_n": (
        "Every layer fed with the n features",
        "From the second layer on, the input is what the layer below returns.",
    ),
    "later_m": (
        "The next layer fed with m values instead of 2m",
        "What the two directions return is laid side by side: 2m values.",
    ),
    "first_layer": (
        "Only the first layer",
        "The layers above have weights of their own.",
    ),
    "last_layer": (
        "Only the last layer",
        "The layers below have weights of their own.",
    ),
    "doubled": (
        "Counted twice",
        "The states h and c share one set of weights. Only a second direction brings "
        "a second set; where there is one, the right number counts it already.",
    ),
    "one_wide": (
        "Both directions taken as one layer of 2m units",
        "No weight leads from one direction to the other: each has its own m × m "
        "matrices.",
    ),
    "gate_missing": (
        "One block too few",
        "The candidate value has weights and a bias, too. Together with the gates, "
        "that makes {gates} blocks.",
    ),
    "gate_more": (
        "One block too many",
        "There are {gates} blocks. The states have no weights of their own: they are "
        "computed from what is already there.",
    ),
    "one_gate": (
        "Only one block",
        "This is what one of the {gates} blocks has.",
    ),
    "one_bias": (
        "One bias vector for all gates together",
        "Each gate has a bias vector of its own.",
    ),
    "bias_numbers": (
        "One bias number for each gate",
        "Each unit has a bias of its own in each gate: a vector of m numbers.",
    ),
    "long_bias": (
        "The bias as long as the input row",
        "The bias is added to the m sums, not to the n + m inputs.",
    ),
    "optimizer": (
        "The optimizer’s variables counted in",
        "{said} keeps variables of its own while training. They are not parameters of "
        "the layer.",
    ),
    "recurrent_only": (
        "The input forgotten",
        "The n features have weights, too: n × m in each gate.",
    ),
    "input_only": (
        "The recurrent part forgotten",
        "The m values of the last hidden state have weights, too: m × m in each gate.",
    ),
    "exchanged": (
        "n and m swapped",
        "Units give the matrices their columns and the hidden state its length. "
        "Features only add rows.",
    ),
    "work_step": (
        "Multiplications instead of parameters",
        "In one time step, each weight of a matrix is multiplied once, a bias never.",
    ),
    "work": (
        "Operations instead of parameters",
        "A weight is used in every step, and one use is a multiplication and an "
        "addition. It is still one weight.",
    ),
    "per_unit": (
        "Each unit taken for a whole layer",
        "The m units are the columns of the matrices and in the number already. They "
        "are not m layers.",
    ),
    "memory": (
        "Bytes instead of parameters",
        "Stored as {said}, one parameter takes {bytes} bytes.",
    ),
    "batch": (
        "Multiplied by the batch",
        "All {B} samples of a batch use the same weights.",
    ),
    "peepholes": (
        "With peepholes",
        "Three gates would also look at the cell state. Keras and PyTorch have no such "
        "weights.",
    ),
    "own_state": (
        "Each unit reads only its own state",
        "Each unit reads the hidden state of all m units: m × m weights in each gate.",
    ),
    "brackets": (
        "The brackets forgotten",
        "Both parts are multiplied by m: the features as well as the hidden state.",
    ),
    "multiplied": (
        "n × m in place of n + m",
        "Features and hidden state are joined, one after the other: n + m values.",
    ),
    "squared": (
        "(n + m) squared",
        "The matrix has n + m rows, but only m columns, one for each unit.",
    ),
    "steps_for_features": (
        "The time steps in place of the features",
        "In the input shape (T, n) the features come last.",
    ),
    "flattened": (
        "The whole sequence taken as one row",
        "In each step the layer reads n features, not all T × n.",
    ),
    "steps_for_units": (
        "The time steps in place of the units",
        "You choose the units. They have nothing to do with the length of the input.",
    ),
    "shared_units": (
        "The units divided between the directions",
        "Each direction has all m units.",
    ),
    "samples_for_features": (
        "The batch in place of the features",
        "The batch size says how many sequences are read at once; the features of one "
        "time step come last in the shape.",
    ),
    "steps_and_features": (
        "The sequence’s T and n in place of n and m",
        "A layer’s two sizes are its n features and its m units. How long the sequence "
        "is does not matter.",
    ),
    "other_features": (
        "Right for {said} features",
        "Check how many features the program really feeds in: the last size of the "
        "input’s shape.",
    ),
    "gate_part": (
        "One matrix of one block",
        "Each of the {gates} blocks has two: one reads the features, one the hidden "
        "state.",
    ),
    "one_unit": (
        "What a single unit has",
        "There are m units, each with a column of its own in every block.",
    ),
    "shared_recurrent": (
        "One recurrent matrix for all blocks",
        "Each of the {gates} blocks has an m × m matrix of its own.",
    ),
    "states_added": (
        "The states counted in",
        "The states are values that are computed, not weights that are learned.",
    ),
    "dense_head": (
        "A Dense(1) after it counted in",
        "The Dense layer has weights of its own. They are not part of this layer.",
    ),
    "gates_again": (
        "Multiplied by the blocks once more",
        "All {gates} blocks are in the number already.",
    ),
    "columns": (
        "The columns of the matrices",
        "This is how many sums one step forms. Each of them has n + m weights.",
    ),
    "state": (
        "The numbers in the states",
        "h and c are values that are computed, not weights that are learned.",
    ),
    "output": (
        "The numbers in the output",
        "These are values that are computed, not weights that are learned.",
    ),
    "input_values": (
        "The numbers in the input",
        "These are the data, not weights that are learned.",
    ),
    "frozen": (
        "Nothing counted",
        "No weight of a frozen layer is trained, but all of them are there.",
    ),
}
