"""Information theory: entropy, divergences, mutual information, codes, channels, maximum entropy."""

from lemmata.information_theory.arithmetic_coding import ArithmeticCode, arithmetic_code
from lemmata.information_theory.bottleneck import InformationBottleneck, information_bottleneck
from lemmata.information_theory.channels import Capacity, RateDistortion, channel_capacity, rate_distortion
from lemmata.information_theory.codes import PrefixCode, huffman_code, shannon_code
from lemmata.information_theory.differential import differential_entropy
from lemmata.information_theory.divergences import (
    chi_squared_divergence,
    f_divergence,
    hellinger_distance,
    jeffreys_divergence,
    jensen_shannon_distance,
    jensen_shannon_divergence,
    kl_divergence,
    renyi_divergence,
    total_variation,
)
from lemmata.information_theory.entropy import (
    binary_entropy,
    conditional_entropy,
    cross_entropy,
    entropy,
    joint_entropy,
    perplexity,
    renyi_entropy,
    self_information,
)
from lemmata.information_theory.maximum_entropy import MaximumEntropy, maximum_entropy
from lemmata.information_theory.mutual_information import (
    binary_symmetric_capacity,
    channel_output,
    channel_table,
    conditional_mutual_information,
    fano_bound,
    mutual_information,
    normal_mutual_information,
    processed_table,
    variation_of_information,
)
from lemmata.information_theory.samples import (
    FeatureSelection,
    estimate_differential_entropy,
    estimate_entropy,
    estimate_mutual_information,
    joint_table,
    select_features,
)
from lemmata.information_theory.variational import donsker_varadhan, info_nce, nguyen_wainwright_jordan

__all__ = [
    "ArithmeticCode", "Capacity", "FeatureSelection", "InformationBottleneck", "MaximumEntropy", "PrefixCode",
    "RateDistortion", "arithmetic_code", "binary_entropy", "binary_symmetric_capacity", "channel_capacity",
    "channel_output", "channel_table", "chi_squared_divergence", "conditional_entropy",
    "conditional_mutual_information", "cross_entropy", "differential_entropy", "donsker_varadhan", "entropy",
    "estimate_differential_entropy", "estimate_entropy", "estimate_mutual_information", "f_divergence", "fano_bound",
    "hellinger_distance", "huffman_code", "info_nce", "information_bottleneck", "jeffreys_divergence",
    "jensen_shannon_distance", "jensen_shannon_divergence", "joint_entropy", "joint_table", "kl_divergence",
    "maximum_entropy", "mutual_information", "nguyen_wainwright_jordan", "normal_mutual_information", "perplexity",
    "processed_table", "rate_distortion", "renyi_divergence", "renyi_entropy", "select_features", "self_information",
    "shannon_code", "total_variation", "variation_of_information",
]
