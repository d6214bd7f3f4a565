//! The build script: tests over real tables are built where `ACCEDE_CORPUS` names the folder that holds them.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(accede_corpus)");
    println!("cargo::rerun-if-env-changed=ACCEDE_CORPUS");
    println!("cargo::rerun-if-changed=tests/support/corpus_cfg.rs");
    if let Some(folder) = std::env::var_os("ACCEDE_CORPUS").filter(|folder| !folder.is_empty()) {
        println!("cargo::rustc-cfg=accede_corpus");
        println!("cargo::rustc-env=ACCEDE_CORPUS={}", folder.to_string_lossy());
    }
}
